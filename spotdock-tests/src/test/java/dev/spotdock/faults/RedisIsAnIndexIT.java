package dev.spotdock.faults;

import static dev.spotdock.harness.SpotDockClient.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.Backends;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.EmbeddedRedis;
import dev.spotdock.harness.RedisBook;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Redis loses its data, comes back with old ones, or is away: no bid is lost, none is matched
 * twice, and the best are matched first. Each test has a pool of its own.
 */
class RedisIsAnIndexIT {

    /** Longer than every time-out on the way (Redis 1 s, lease 10 s); a minute with more effort. */
    private static final Duration OUTAGE =
            Duration.ofSeconds(Math.min(60, 12L * Backends.effort()));

    private static final int EACH_TIME = 4;
    private static final Duration LONG = Duration.ofMinutes(10);

    private final SpotDockApp app = SpotDockApp.simulated();
    private final SpotDockClient demo = app.deployment().demo();
    private final EmbeddedRedis redis = app.redis();
    private final List<String> acknowledged = new ArrayList<>();
    private final List<Integer> cents = new ArrayList<>();

    @AfterEach
    void invariantsHold() {
        app.invariants().hold(acknowledged);
    }

    @Test
    void afterAFlushTheBookIsRebuilt() {
        submit("flushed", EACH_TIME);
        bookIsWhatWaits("flushed");
        redis.flush();
        submit("flushed", EACH_TIME);
        bestFirstAndEachOnce("flushed");
    }

    @Test
    void aRedisThatStartsEmptyIsFilledAgain() {
        submit("emptied", EACH_TIME);
        bookIsWhatWaits("emptied");
        redis.kill();
        redis.empty();
        redis.start();
        submit("emptied", EACH_TIME);
        bestFirstAndEachOnce("emptied");
    }

    /** The copy has the epoch, but not the latest changes: one bid too many, some too few. */
    @Test
    void anOlderCopyIsRecognisedByItsPosition() {
        submit("outdated", EACH_TIME);
        bookIsWhatWaits("outdated");
        Path copy = redis.copy();
        submit("outdated", EACH_TIME);
        demo.delete("/api/v1/bids/" + acknowledged.getFirst());
        bookIsWhatWaits("outdated");
        redis.kill();
        redis.restore(copy);
        redis.start();
        bestFirstAndEachOnce("outdated");
    }

    @Test
    void whileRedisIsAwayBidsAreAcceptedAndCancelled() {
        submit("down", EACH_TIME);
        bookIsWhatWaits("down");
        redis.kill();
        long began = System.nanoTime();
        try {
            Awaitility.await("the outage")
                    .atMost(OUTAGE.plusSeconds(30))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        submit("down", 1);
                        return System.nanoTime() - began > OUTAGE.toNanos();
                    });
            assertThat(demo.delete("/api/v1/bids/" + acknowledged.getFirst()).status())
                    .isEqualTo(200);
            assertThat(status(demo.bid(acknowledged.getLast()))).isEqualTo("SUBMITTED");
            System.out.printf(
                    "Redis was away for %d s, %d bids accepted meanwhile%n",
                    Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                    acknowledged.size() - EACH_TIME);
        } finally {
            redis.start();
        }
        submit("down", EACH_TIME);
        bestFirstAndEachOnce("down");
    }

    /** Prices differ, and do not grow or fall with time. */
    private void submit(String pool, int bids) {
        for (int i = 0; i < bids; i++) {
            int price = 10 + acknowledged.size() * 7 % 53;
            acknowledged.add(
                    demo.submit(
                            BidForm.sleeping(LONG)
                                    .pool(pool)
                                    .maxPrice("0.%02d".formatted(price), "minute")));
            cents.add(price);
        }
    }

    private Set<String> waiting() {
        Set<String> waiting = new HashSet<>(acknowledged);
        waiting.removeIf(id -> !status(demo.bid(id)).equals("SUBMITTED"));
        return waiting;
    }

    /** Whoever failed during an outage tries again after as long as the outage at the latest. */
    private void bookIsWhatWaits(String pool) {
        Awaitility.await("the book of " + pool)
                .atMost(SpotDockClient.PATIENCE.plus(OUTAGE))
                .untilAsserted(() ->
                        assertThat(RedisBook.bids(app.deployment(), pool)).isEqualTo(waiting()));
    }

    /** Room for the best half, then for all. */
    private void bestFirstAndEachOnce(String pool) {
        long began = System.nanoTime();
        bookIsWhatWaits(pool);
        System.out.printf(
                "book of %s: whole after %d ms%n",
                pool, Duration.ofNanos(System.nanoTime() - began).toMillis());
        Set<String> waiting = waiting();
        List<String> ranked =
                IntStream.range(0, acknowledged.size())
                        .boxed()
                        .sorted((a, b) -> Integer.compare(cents.get(b), cents.get(a)))
                        .map(acknowledged::get)
                        .filter(waiting::contains)
                        .toList();
        int half = ranked.size() / 2;
        node(pool, 1, half);
        ranked.subList(0, half).forEach(id -> demo.await(id, "RUNNING"));
        assertThat(waiting()).isEqualTo(Set.copyOf(ranked.subList(half, ranked.size())));
        node(pool, 2, ranked.size() - half);
        for (String id : ranked) {
            assertThat(demo.await(id, "RUNNING").path("attempts").asInt()).isEqualTo(1);
        }
        bookIsWhatWaits(pool);
        ranked.forEach(id -> demo.delete("/api/v1/bids/" + id));
        ranked.forEach(id -> demo.await(id, "CANCELLED"));
    }

    private void node(String pool, int number, int bids) {
        Map<String, String> capacity = Map.of("cpu", 500 * bids + "m", "memory", 64 * bids + "Mi");
        assertThat(
                        app.deployment()
                                .operator()
                                .post(
                                        "/api/v1/nodes",
                                        Map.of(
                                                "name",
                                                "%s-%d".formatted(pool, number),
                                                "pool",
                                                pool,
                                                "resources",
                                                capacity))
                                .status())
                .isIn(200, 201);
    }
}
