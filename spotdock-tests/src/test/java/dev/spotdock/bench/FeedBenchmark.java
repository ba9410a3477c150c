package dev.spotdock.bench;

import dev.spotdock.bench.KeepAliveClient.Answer;
import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.harness.Deployment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The feed read from its start to its end by polling, page after page over one connection, against
 * one bare {@code SELECT} of the same rows and columns over JDBC. They take turns.
 */
final class FeedBenchmark {

    private static final int EVENTS = Scale.of(200_000);
    private static final int PAGE = 1000;
    private static final int TURNS = 5;

    /** The first of them warm up. */
    private static final int WARM_UP = 2;

    private static final double LIMIT = 0.3;

    private final Installation installation;

    FeedBenchmark(Installation installation) {
        this.installation = installation;
    }

    Measured run() throws Exception {
        try (Connection connection = installation.connect();
                KeepAliveClient client = new KeepAliveClient(installation.base())) {
            SqlFile.named("feed").run(connection, Map.of("events", EVENTS));
            try (Statement statement = connection.createStatement()) {
                statement.execute("vacuum analyze feed.event");
                statement.execute("checkpoint");
            }
            double polled = 0;
            double bare = 0;
            for (int turn = 0; turn < TURNS; turn++) {
                double perSecond = rate(() -> poll(client));
                double bareRate = rate(() -> select(connection));
                if (turn >= WARM_UP) {
                    polled = Math.max(polled, perSecond);
                    bare = Math.max(bare, bareRate);
                }
            }
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("events", EVENTS);
            details.put("page", PAGE);
            details.put("postgresql", installation.durability());
            return new Measured(
                    "feed-polling",
                    "the feed of %,d events from its start, polled".formatted(EVENTS),
                    "events/s",
                    polled,
                    bare,
                    Limit.atLeast(LIMIT),
                    details);
        }
    }

    private interface Reading {
        long run() throws Exception;
    }

    private static double rate(Reading reading) throws Exception {
        long start = System.nanoTime();
        long events = reading.run();
        if (events != EVENTS) {
            throw new IllegalStateException("read %d of %d events".formatted(events, EVENTS));
        }
        return events / ((System.nanoTime() - start) / 1e9);
    }

    private static long poll(KeepAliveClient client) throws IOException {
        long events = 0;
        long found;
        String position = "0";
        do {
            Answer answer =
                    client.get(
                            Deployment.OPERATOR_KEY,
                            "/api/v1/events?types=bid.matched&limit=%d&after=%s"
                                    .formatted(PAGE, position));
            if (answer.status() != 200) {
                throw new IllegalStateException("expected 200, but it is " + answer);
            }
            JsonNode page = JsonMapper.shared().readTree(answer.body());
            found = page.path("items").size();
            position = page.path("next").asString();
            events += found;
        } while (found == PAGE);
        return events;
    }

    private static long select(Connection connection) throws SQLException {
        connection.setAutoCommit(false); // or the driver would fetch all at once
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(PAGE);
            long events = 0;
            long characters = 0;
            try (ResultSet row =
                    statement.executeQuery(
                            "select position, event_id, type, subject, key, account_id, at, data"
                                    + " from feed.event where type = 'bid.matched'"
                                    + " order by position")) {
                while (row.next()) {
                    for (int column = 1; column <= 8; column++) {
                        String value = row.getString(column);
                        characters += value == null ? 0 : value.length();
                    }
                    events++;
                }
            }
            if (characters == 0) {
                throw new IllegalStateException("nothing was read");
            }
            return events;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
