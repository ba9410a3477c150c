package dev.spotdock.faults;

import static dev.spotdock.harness.SpotDockClient.micros;

import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * Bids on several lots, one bid after the other, until all are closed, and remembers what it was
 * told.
 */
final class LotBidder implements Runnable {

    private static final int STEP = 40;

    private final SpotDockClient client;
    private final String account;
    private final List<String> open;
    private final Random random;
    private final List<Told> told = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean away;

    LotBidder(SpotDockClient client, String account, List<String> lots, long seed) {
        this.client = client;
        this.account = account;
        this.open = new ArrayList<>(lots);
        this.random = new Random(seed);
    }

    /**
     * What became of one bid.
     *
     * @param sequence 0 if it was not accepted
     * @param away whether PostgreSQL was away when it was sent and when it was answered
     * @param text of the answer
     */
    record Told(
            String lot,
            String account,
            int status,
            String id,
            long sequence,
            long amount,
            long maximum,
            boolean away,
            long nanos,
            String text) {

        boolean accepted() {
            return status == 201;
        }
    }

    /** Says from when on PostgreSQL is away, and until when. */
    void isAway(boolean now) {
        away = now;
    }

    List<Told> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    @Override
    public void run() {
        long price = 100;
        while (!open.isEmpty() && !Thread.currentThread().isInterrupted()) {
            String lot = open.get(random.nextInt(open.size()));
            long amount = Math.max(1, price + random.nextInt(2 * STEP) - STEP / 2);
            JsonNode answer = bid(lot, amount, amount + random.nextInt(STEP));
            if (answer.path("status").asInt() == 409) {
                open.remove(lot);
            }
            if (answer.path("currentHighest").isObject()) {
                price = Math.max(price, micros(answer.path("currentHighest")) / 1_000_000);
            }
        }
    }

    private JsonNode bid(String lot, long amount, long maximum) {
        boolean before = away;
        long began = System.nanoTime();
        Answer answer =
                client.post(
                        "/api/v1/lots/" + lot + "/bids",
                        Map.of("amount", money(amount), "maximum", money(maximum)));
        long nanos = System.nanoTime() - began;
        told.add(
                new Told(
                        lot,
                        account,
                        answer.status(),
                        answer.body().path("id").asString(),
                        answer.body().path("sequence").asLong(),
                        amount * 1_000_000,
                        maximum * 1_000_000,
                        before && away,
                        nanos,
                        answer.status() == 201 ? "" : answer.text()));
        return answer.body();
    }

    private static Map<String, String> money(long amount) {
        return Map.of("amount", Long.toString(amount));
    }
}
