package dev.spotdock.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.faults.LotBidder.Told;
import dev.spotdock.harness.Backends;
import dev.spotdock.harness.EmbeddedPostgres;
import dev.spotdock.harness.EmbeddedRedis;
import dev.spotdock.harness.Sales;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.harness.SpotDockClient.Answer;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * PostgreSQL is away while bidders with keys and tokens bid: every bid that was acknowledged is
 * stored once, lots that ended meanwhile and afterwards have the winner that all bids make.
 */
class PostgresAwayIT {

    /** How it is away. */
    enum Outage {
        /** Connections end, and no new ones are made. */
        STOPPED,
        /** Nobody answers any more. */
        FROZEN
    }

    private static final Duration LENGTH = Duration.ofSeconds(Math.min(30, 5L * Backends.effort()));

    /** Until everything is for sale, and everybody has bid. */
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private static final Duration AFTER = Duration.ofSeconds(5);

    /** The processors may wait for a minute after a long outage. */
    private static final Duration RECOVERY = Duration.ofMinutes(3);

    private static final int BIDDERS = 6;
    private static final long MICROS = 1_000_000;

    private static final SpotDockApp app =
            SpotDockApp.with(
                    "--spotdock.compute.provider=simulated",
                    "--spotdock.compute.simulated.nodes=1");

    private final EmbeddedPostgres postgres = app.postgres();
    private final SpotDockClient seller = app.newBidder(Instant.now());
    private final Sales sales = Sales.of(seller, app.deployment().operator());
    private final Random random = new Random(Backends.seed());

    @AfterAll
    static void stop() {
        app.close();
    }

    @ParameterizedTest
    @EnumSource
    void bidsAreTakenAllTheSameAndTheWinnersAreRight(Outage outage) throws Exception {
        Instant began = Instant.now();
        List<String> lots =
                List.of(
                        lot(began.plus(BEFORE).plus(LENGTH.dividedBy(2))),
                        lot(began.plus(BEFORE).plus(LENGTH).plus(AFTER)),
                        lot(began.plus(BEFORE).plus(LENGTH).plus(AFTER)));
        List<LotBidder> bidders = bidders(lots);
        Door door = new Door(lots.getLast());
        Readiness readiness = new Readiness();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService watching = Executors.newScheduledThreadPool(1)) {
            List<Future<?>> bidding = new ArrayList<>();
            bidders.forEach(bidder -> bidding.add(threads.submit(bidder)));
            ScheduledFuture<?> asking =
                    watching.scheduleWithFixedDelay(readiness, 0, 100, TimeUnit.MILLISECONDS);
            awaitInstant(began.plus(BEFORE));
            Awaitility.await("everybody is known")
                    .until(() -> bidders.stream().noneMatch(bidder -> bidder.told().isEmpty()));

            begin(outage);
            try {
                Instant away = Instant.now();
                bidders.forEach(bidder -> bidder.isAway(true));
                CompletableFuture<Answer> other =
                        CompletableFuture.supplyAsync(() -> seller.get("/api/v1/wallet"), threads);
                door.isAsItShouldBe();
                awaitInstant(away.plus(LENGTH));
                bidders.forEach(bidder -> bidder.isAway(false));
                readiness.wasDegraded();
                if (LENGTH.compareTo(Duration.ofSeconds(12)) > 0 && outage == Outage.STOPPED) {
                    assertThat(other.get(1, TimeUnit.SECONDS).status()).isEqualTo(503);
                }
            } finally {
                end(outage);
            }

            for (Future<?> bidder : bidding) {
                bidder.get(BEFORE.plus(AFTER).toSeconds() + 30, TimeUnit.SECONDS);
            }
            List<Told> told = bidders.stream().flatMap(bidder -> bidder.told().stream()).toList();
            report(outage, told);
            assertThat(told)
                    .as("everybody was known: nobody was refused but by closed lots")
                    .allMatch(answer -> answer.accepted() || answer.status() == 409);
            assertThat(told).filteredOn(answer -> answer.accepted() && answer.away()).isNotEmpty();
            for (String lot : lots) {
                isStoredOnceAndWonByTheRight(lot, told, door);
            }
            asking.cancel(false);
            assertThat(readiness.refusals).isEmpty();
        }
        app.invariants().hold();
    }

    @Test
    void withRedisAwayTooItIsNotReady() {
        EmbeddedRedis redis = app.redis();
        postgres.freeze();
        try {
            awaitReadiness(200, "DEGRADED");
            redis.kill();
            try {
                awaitReadiness(503, "DOWN");
            } finally {
                redis.start();
            }
            awaitReadiness(200, "DEGRADED");
        } finally {
            postgres.thaw();
        }
        awaitReadiness(200, "UP");
    }

    private static void awaitReadiness(int status, String text) {
        Awaitility.await(text)
                .atMost(RECOVERY)
                .until(() -> {
                    Answer answer = SpotDockClient.nobody(app.deployment().base()).get("/readyz");
                    return answer.status() == status
                            && answer.body().path("status").asString().equals(text);
                });
    }

    private void begin(Outage outage) {
        if (outage == Outage.STOPPED) {
            postgres.stop();
        } else {
            postgres.freeze();
        }
    }

    private void end(Outage outage) {
        if (outage == Outage.STOPPED) {
            postgres.start();
        } else {
            postgres.thaw();
        }
    }

    private static void awaitInstant(Instant at) {
        Awaitility.await()
                .atMost(LENGTH.plus(BEFORE).plusSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !Instant.now().isBefore(at));
    }

    private String lot(Instant endsAt) {
        String auction =
                sales.auction(
                        Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.SECONDS),
                        endsAt.truncatedTo(ChronoUnit.SECONDS));
        String lot = sales.lot(auction);
        sales.open(auction);
        return lot;
    }

    private List<LotBidder> bidders(List<String> lots) {
        List<LotBidder> bidders = new ArrayList<>();
        for (int i = 0; i < BIDDERS; i++) {
            SpotDockClient client =
                    i % 2 == 0
                            ? app.newBidder(Instant.now())
                            : app.deployment().logIn(SpotDockClient.newOperation());
            bidders.add(new LotBidder(client, client.accountId(), lots, random.nextLong()));
        }
        return bidders;
    }

    /** Who else comes while PostgreSQL is away. */
    private static final class Door {

        private final String lot;
        private final SpotDockClient owner = app.newBidder(Instant.now());
        private final SpotDockClient revoked = key("revoked", List.of("auctions:write"));
        private final SpotDockClient confined = key("confined", List.of("auctions:read"));
        private final SpotDockClient unused = key("unused", List.of("auctions:write"));
        private final SpotDockClient newcomer =
                app.deployment().logIn(SpotDockClient.newOperation());
        private final List<Told> told = new ArrayList<>();

        Door(String lot) {
            this.lot = lot;
            assertThat(bid(revoked)).isEqualTo(201);
            assertThat(bid(confined)).isEqualTo(403);
            String id =
                    owner.get("/api/v1/api-keys")
                            .body()
                            .path("items")
                            .valueStream()
                            .filter(key -> key.path("name").asString().equals("revoked"))
                            .findAny()
                            .orElseThrow()
                            .path("id")
                            .asString();
            assertThat(owner.delete("/api/v1/api-keys/" + id).status()).isEqualTo(200);
        }

        private SpotDockClient key(String name, List<String> scopes) {
            JsonNode made =
                    owner.post("/api/v1/api-keys", Map.of("name", name, "scopes", scopes)).body();
            return new SpotDockClient(app.deployment().base(), made.path("secret").asString());
        }

        void isAsItShouldBe() {
            long began = System.nanoTime();
            assertThat(bid(revoked)).isEqualTo(401);
            assertThat(bid(confined)).isEqualTo(403);
            assertThat(bid(unused)).isEqualTo(503);
            assertThat(bid(newcomer)).isEqualTo(201);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .as("nobody waits for a pool of connections")
                    .isLessThan(Duration.ofSeconds(8));
        }

        private int bid(SpotDockClient client) {
            Answer answer =
                    client.post(
                            "/api/v1/lots/" + lot + "/bids",
                            Map.of("amount", Map.of("amount", "1")));
            told.add(
                    new Told(
                            lot,
                            client == newcomer ? "newcomer" : "owner",
                            answer.status(),
                            answer.body().path("id").asString(),
                            answer.body().path("sequence").asLong(),
                            MICROS,
                            MICROS,
                            true,
                            0,
                            ""));
            return answer.status();
        }
    }

    /** What a load balancer asks, all the time. */
    private static final class Readiness implements Runnable {

        private final SpotDockClient anybody = SpotDockClient.nobody(app.deployment().base());
        private final Set<String> refusals = ConcurrentHashMap.newKeySet();

        @Override
        public void run() {
            try {
                Answer answer = anybody.get("/readyz");
                if (answer.status() != 200) {
                    refusals.add(answer.text());
                }
            } catch (UncheckedIOException e) { // or it took too long
                refusals.add(e.toString());
            }
        }

        void wasDegraded() {
            JsonNode last = anybody.get("/readyz").body();
            assertThat(last.path("status").asString()).as(last.toString()).isEqualTo("DEGRADED");
            assertThat(last.at("/components/db/details/reason").asString())
                    .contains("PostgreSQL does not answer");
        }
    }

    private static void report(Outage outage, List<Told> told) {
        for (boolean away : List.of(false, true)) {
            long[] nanos =
                    told.stream()
                            .filter(answer -> answer.accepted() && answer.away() == away)
                            .mapToLong(Told::nanos)
                            .sorted()
                            .toArray();
            System.out.printf(
                    "%s %s %d s: %d bids accepted, p50 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                    outage,
                    away ? "for" : "before and after",
                    LENGTH.toSeconds(),
                    nanos.length,
                    nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 99 / 100] / 1e6,
                    nanos[nanos.length - 1] / 1e6);
        }
        told.stream()
                .filter(answer -> !answer.accepted() && answer.status() != 409)
                .map(Told::text)
                .distinct()
                .limit(5)
                .forEach(System.out::println);
    }

    private void isStoredOnceAndWonByTheRight(String lot, List<Told> told, Door door) {
        JsonNode decided =
                Awaitility.await("the lot is decided")
                        .atMost(RECOVERY)
                        .ignoreExceptions()
                        .until(
                                () -> seller.get("/api/v1/lots/" + lot).body(),
                                now ->
                                        List.of("SOLD", "SETTLED")
                                                .contains(now.path("state").asString()));
        List<Told> accepted = new ArrayList<>(told);
        accepted.addAll(door.told);
        accepted.removeIf(answer -> !answer.accepted() || !answer.lot().equals(lot));
        accepted.sort(Comparator.comparingLong(Told::sequence));
        List<String> stored =
                app.deployment()
                        .database()
                        .sql(
                                """
                                select sequence, id, amount, maximum from auctions.lot_bid
                                where lot_id = cast(? as uuid) order by sequence
                                """)
                        .param(lot)
                        .query((row, _) ->
                                "%d %s %d %d"
                                        .formatted(
                                                row.getLong(1),
                                                row.getString(2),
                                                row.getLong(3),
                                                row.getLong(4)))
                        .list();
        assertThat(stored)
                .isEqualTo(
                        accepted.stream()
                                .map(bid ->
                                        "%d %s %d %d"
                                                .formatted(
                                                        bid.sequence(),
                                                        bid.id(),
                                                        bid.amount(),
                                                        bid.maximum()))
                                .toList());
        assertThat(accepted.getLast().sequence()).isEqualTo(accepted.size());
        long[] won = winner(accepted);
        assertThat(SpotDockClient.micros(decided.at("/winner/amount"))).isEqualTo(won[0]);
        assertThat(decided.at("/winner/sequence").asLong()).isEqualTo(won[1]);
    }

    /** The price and the winner's last bid that counted: the rules again, from 100 by 10. */
    private static long[] winner(List<Told> bids) {
        String leader = "";
        long ceiling = 0;
        long price = 0;
        long sequence = 0;
        long step = 10 * MICROS;
        for (Told bid : bids) {
            long required = leader.isEmpty() ? 100 * MICROS : price + step;
            if (bid.maximum() < required) {
                continue;
            }
            if (leader.isEmpty()) {
                price = Math.max(bid.amount(), required);
            } else if (leader.equals(bid.account())) {
                price = bid.amount() >= required ? bid.amount() : price;
                ceiling = Math.max(ceiling, bid.maximum());
                sequence = bid.sequence();
                continue;
            } else if (bid.maximum() > ceiling) {
                price = Math.max(bid.amount(), Math.min(bid.maximum(), ceiling + step));
            } else {
                price = Math.min(ceiling, bid.maximum() + step);
                continue;
            }
            leader = bid.account();
            ceiling = bid.maximum();
            sequence = bid.sequence();
        }
        return new long[] {price, sequence};
    }
}
