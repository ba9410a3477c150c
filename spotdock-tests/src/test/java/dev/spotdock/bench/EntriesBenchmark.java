package dev.spotdock.bench;

import dev.spotdock.bench.KeepAliveClient.Answer;
import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.harness.Deployment;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Pages of a long list of wallet entries over HTTP, one connection: the list is walked from its
 * first to its last page, then the first, one from the middle and the last are asked for in turn.
 */
final class EntriesBenchmark {

    private static final int ENTRIES = Scale.of(1_000_000);
    private static final int SLICES = 1000;
    private static final int ALLOCATIONS = Math.ceilDiv(ENTRIES, SLICES);
    private static final int REQUESTS = 1000;

    /** The first of them warm up. */
    private static final int WARM_UP = 200;

    /** The greater of two medians over the smaller. */
    private static final double LIMIT = 2;

    private static final String FIRST = "/api/v1/wallet/entries?limit=100";

    private final Installation installation;

    EntriesBenchmark(Installation installation) {
        this.installation = installation;
    }

    List<Measured> run() throws Exception {
        try (Connection connection = installation.connect()) {
            prepare(connection);
        }
        installation.ledgerHolds();
        try (KeepAliveClient client = new KeepAliveClient(installation.base())) {
            List<String> pages = walk(client);
            String middle = pages.get(pages.size() / 2);
            String last = pages.getLast();
            long[] firsts = new long[REQUESTS];
            long[] middles = new long[REQUESTS];
            long[] lasts = new long[REQUESTS];
            for (int i = 0; i < REQUESTS; i++) {
                firsts[i] = time(client, FIRST);
                middles[i] = time(client, middle);
                lasts[i] = time(client, last);
            }
            Sample first = sample(firsts);
            return List.of(
                    measured("middle", first, sample(middles)),
                    measured("last", first, sample(lasts)));
        }
    }

    private void prepare(Connection connection) throws SQLException {
        String account =
                installation.text(
                        "select account_id from web.api_key k join web.account a on a.id ="
                                + " k.account_id where 'operator' <> all (a.roles)");
        Instant begin = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(12));
        SqlFile.named("entries")
                .run(
                        connection,
                        Map.of(
                                "account",
                                account,
                                "allocations",
                                ALLOCATIONS,
                                "slices",
                                SLICES,
                                "begin",
                                begin.atOffset(ZoneOffset.UTC)));
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    /** The addresses of all pages but the first; fails if they do not show every entry once. */
    private List<String> walk(KeepAliveClient client) throws IOException, SQLException {
        List<String> pages = new ArrayList<>();
        long seen = 0;
        String path = FIRST;
        while (!path.isEmpty()) {
            JsonNode page = JsonMapper.shared().readTree(get(client, path));
            seen += page.path("items").size();
            JsonNode next = page.path("next");
            path = next.isString() ? FIRST + "&cursor=" + next.asString() : "";
            if (!path.isEmpty()) {
                pages.add(path);
            }
        }
        long there = installation.number("select count(*) from billing.transfer");
        if (seen != there) {
            throw new IllegalStateException(
                    "the pages show %d of %d entries".formatted(seen, there));
        }
        return pages;
    }

    private static long time(KeepAliveClient client, String path) throws IOException {
        long start = System.nanoTime();
        get(client, path);
        return System.nanoTime() - start;
    }

    private static String get(KeepAliveClient client, String path) throws IOException {
        Answer answer = client.get(Deployment.DEMO_KEY, path);
        if (answer.status() != 200) {
            throw new IllegalStateException("expected 200, but it is " + answer);
        }
        return answer.body();
    }

    private static Sample sample(long[] nanos) {
        return Sample.of(LongStream.of(nanos).skip(WARM_UP));
    }

    private Measured measured(String which, Sample first, Sample other) throws SQLException {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("entries", ENTRIES);
        details.put("postgresql", installation.durability());
        details.put("firstPage", first.figures());
        details.put(which + "Page", other.figures());
        return new Measured(
                "entries-" + which,
                "wallet entries, page of %,d: %s against first".formatted(ENTRIES, which),
                "ms, median",
                Math.max(first.percentileMillis(50), other.percentileMillis(50)),
                Math.min(first.percentileMillis(50), other.percentileMillis(50)),
                Limit.atMost(LIMIT),
                details);
    }
}
