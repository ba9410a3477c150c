package dev.spotdock.bench;

import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.harness.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * The feed read from its start to its end by polling, page after page over one connection, against
 * one bare {@code SELECT} of the same rows and columns over JDBC. They take turns.
 */
final class FeedBenchmark {

    private static final int EVENTS = Scale.of(200_000);
    private static final int PAGE = 1000;

    /** Requests, so that the way of one through the server is compiled: pages are few. */
    private static final int WARM_UP = Scale.of(20_000);

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
            for (int i = 0; i < WARM_UP; i++) {
                client.get(Deployment.OPERATOR_KEY, path(10, "0"));
            }
            SteadyRates rates =
                    SteadyRates.of(
                            () -> rate(() -> poll(client)), () -> rate(() -> select(connection)));
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("events", EVENTS);
            details.put("page", PAGE);
            details.put("turnsPerSecond", rates.ours().perSecond());
            details.put("bareTurnsPerSecond", rates.bare().perSecond());
            details.put("postgresql", installation.durability());
            return new Measured(
                    "feed-polling",
                    "the feed of %,d events from its start, polled".formatted(EVENTS),
                    "events/s",
                    rates.ours().rate(),
                    rates.bare().rate(),
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
        Page page = new Page(PAGE, "0");
        while (page.events() == PAGE) {
            page = client.get(Deployment.OPERATOR_KEY, path(PAGE, page.next()), Page::read);
            events += page.events();
        }
        return events;
    }

    private static String path(int limit, String after) {
        return "/api/v1/events?types=bid.matched&limit=%d&after=%s".formatted(limit, after);
    }

    /** What a client has to take from each page, besides what it wants: ids, and where to go on. */
    private record Page(int events, String next) {

        static Page read(int status, InputStream json) throws IOException {
            if (status != 200) {
                throw new IOException("expected 200, but it is " + status);
            }
            Set<String> ids = HashSet.newHashSet(PAGE);
            String next = "";
            int depth = 0;
            try (JsonParser parser = JsonMapper.shared().createParser(json)) {
                for (JsonToken at = parser.nextToken(); at != null; at = parser.nextToken()) {
                    if (at == JsonToken.START_OBJECT) {
                        depth++;
                    } else if (at == JsonToken.END_OBJECT) {
                        depth--;
                    } else if (at == JsonToken.VALUE_STRING && depth == 2) {
                        if (parser.currentName().equals("id")) {
                            ids.add(parser.getString());
                        }
                    } else if (at == JsonToken.VALUE_STRING && depth == 1) {
                        next = parser.getString();
                    }
                }
            }
            return new Page(ids.size(), next);
        }
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
