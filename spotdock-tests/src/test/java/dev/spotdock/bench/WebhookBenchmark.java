package dev.spotdock.bench;

import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.harness.SpotDockClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events told to 100 receivers on this machine: as many as go, then at a steady pace, once while
 * all of them answer and once while one hangs, of which the other 99 must not notice anything.
 */
final class WebhookBenchmark {

    private static final int RECEIVERS = 100;
    private static final int BURST = 200;
    private static final int PACED = 100;
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double P99_LIMIT = 1.5;
    private static final double PERCENTILE = 0.99;

    private final Installation installation;
    private final SpotDockClient client;
    private int told;

    WebhookBenchmark(Installation installation, SpotDockClient client) {
        this.installation = installation;
        this.client = client;
    }

    List<Measured> run() throws Exception {
        paced(false); // until the code is compiled
        double rate = burst();
        Paced fine = paced(false);
        Paced hanging = paced(true);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("receivers", RECEIVERS);
        details.put("eventsPerSecond", 1_000.0 / PACE.toMillis());
        details.put("allAnswer", fine.figures());
        details.put("oneHangs", hanging.figures());
        return List.of(
                new Measured(
                        "webhook-deliveries",
                        "events told to %d receivers, as many as go".formatted(RECEIVERS),
                        "per second",
                        rate,
                        null,
                        null,
                        Map.of("events", BURST * RECEIVERS)),
                new Measured(
                        "webhook-hanging-receiver",
                        "age of events at 99 receivers, p99, while another one hangs",
                        "ms",
                        hanging.p99(),
                        fine.p99(),
                        Limit.atMost(P99_LIMIT),
                        details));
    }

    private record Paced(double p50, double p99, int heard, long hung) {

        Map<String, Object> figures() {
            return Map.of("p50", p50, "p99", p99, "heard", heard, "callsThatHang", hung);
        }
    }

    private double burst() throws Exception {
        try (HookReceivers receivers = new HookReceivers(RECEIVERS, false)) {
            List<String> hooks = register(receivers);
            long start = System.nanoTime();
            tell(BURST);
            await(receivers, BURST * RECEIVERS);
            double seconds = (System.nanoTime() - start) / 1e9;
            remove(hooks);
            return BURST * RECEIVERS / seconds;
        }
    }

    private Paced paced(boolean oneHangs) throws Exception {
        try (HookReceivers receivers = new HookReceivers(RECEIVERS, oneHangs)) {
            List<String> hooks = register(receivers);
            for (int i = 0; i < PACED; i++) {
                tell(1);
                LockSupport.parkNanos(PACE.toNanos());
            }
            int heard = PACED * (oneHangs ? RECEIVERS - 1 : RECEIVERS);
            await(receivers, heard);
            remove(hooks);
            List<Long> ages = receivers.ages();
            return new Paced(
                    ages.get(ages.size() / 2),
                    ages.get((int) (ages.size() * PERCENTILE)),
                    ages.size(),
                    receivers.hung());
        }
    }

    private List<String> register(HookReceivers receivers) {
        List<String> ids = new ArrayList<>();
        for (String url : receivers.urls()) {
            SpotDockClient.Answer made =
                    client.post(
                            "/api/v1/webhooks",
                            Map.of("url", url, "types", List.of("wallet.exhausted")));
            if (made.status() != 201) {
                throw new IllegalStateException(made.text());
            }
            ids.add(made.body().path("id").asString());
        }
        return ids;
    }

    private void remove(List<String> hooks) {
        hooks.forEach(id -> client.delete("/api/v1/webhooks/" + id));
    }

    /** Appends events of the account to the feed, each with a key of its own. */
    private void tell(int count) throws SQLException {
        String data =
                JsonMapper.shared()
                        .writeValueAsString(
                                Map.of("bidId", "0190a000-0000-7000-8000-000000000000"));
        try (Connection connection = installation.connect();
                PreparedStatement insert =
                        connection.prepareStatement(
                                """
                                with head as (
                                    update feed.head set position = position + ?
                                    returning position - ? as before)
                                insert into feed.event (position, event_id, type, audience,
                                    subject, key, account_id, at, recorded_at, data)
                                select head.before + n, gen_random_uuid(), 'wallet.exhausted',
                                    'owner', 'x', (? + n)::text, ?::uuid, clock_timestamp(),
                                    clock_timestamp(), ?::json
                                from head, generate_series(1, ?) as n
                                """)) {
            insert.setInt(1, count);
            insert.setInt(2, count);
            insert.setInt(3, told);
            insert.setString(4, client.accountId());
            insert.setString(5, data);
            insert.setInt(6, count);
            insert.executeUpdate();
            told += count;
        }
    }

    private static void await(HookReceivers receivers, int count) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (receivers.count() < count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "%d of %d after %s".formatted(receivers.count(), count, PATIENCE));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }
}
