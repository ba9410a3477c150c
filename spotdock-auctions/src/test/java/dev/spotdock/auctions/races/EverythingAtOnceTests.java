package dev.spotdock.auctions.races;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidForm;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidUnfunded;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.DrillEviction;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.EvictNode;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.StartAllocation;
import dev.spotdock.auctions.WithdrawOffer;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two matchers on one pool, and everybody who changes its bids and nodes, at the same time. */
class EverythingAtOnceTests {

    private static final int ROUNDS = 10 * Integer.getInteger("spotdock.test.effort", 1);
    private static final int WORKERS = 4;
    private static final int STEPS = 12;
    private static final long SEED = 20261122;
    private static final List<String> NODES = List.of("n1", "n2", "n3");
    private static final Resources CAPACITY = new Resources(3000, 6144, 0);

    private final Market one = Market.fresh();
    private final Market two = Market.start();
    private final MarketInvariants invariants = new MarketInvariants(one, two);
    private final ExecutorService threads = Executors.newFixedThreadPool(WORKERS + 3);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        two.close();
    }

    /** A live allocation. */
    private record Live(BidId bid, AllocationId id, boolean started, boolean stopping) {}

    @Test
    void neitherBidsNorCapacityNorHoldsAreLostOrGivenTwice() throws Exception {
        Random random = new Random(SEED);
        NODES.forEach(node -> offer(node, true));
        for (int round = 0; round < ROUNDS; round++) {
            handOver(round % 2 == 0 ? two : one);
            if (random.nextBoolean()) {
                loseLease();
            }
            List<Callable<?>> racers = new ArrayList<>(List.of(loop(one), loop(two), deadlines()));
            for (int worker = 0; worker < WORKERS; worker++) {
                racers.add(worker(new Random(random.nextLong())));
            }
            together(racers);
            Duration pause = Duration.ofSeconds(1 + random.nextInt(70));
            one.pass(pause);
            two.at(one.now());
            settle();
            invariants.hold();
        }
        System.out.printf(
                "everything at once: %d bids, %d allocations, %d by the other matcher, %d notices,"
                        + " %d withdrawn%n",
                one.count("bid"),
                one.count("allocation"),
                two.events().of(BidMatched.class).size(),
                one.count("eviction_notice"),
                one.count("eviction_notice where withdrawn_at is not null"));
        assertThat(one.events().of(BidMatched.class)).as("one matched").isNotEmpty();
        assertThat(two.events().of(BidMatched.class)).as("two matched").isNotEmpty();
        assertThat(one.count("eviction_notice")).as("work was evicted").isPositive();
        assertThat(one.events().of(BidUnfunded.class)).as("money was short").isNotEmpty();
    }

    private void together(List<Callable<?>> racers) throws Exception {
        CyclicBarrier start = new CyclicBarrier(racers.size());
        List<Future<?>> running = new ArrayList<>();
        for (Callable<?> racer : racers) {
            running.add(
                    threads.submit(() -> {
                        start.await(10, TimeUnit.SECONDS);
                        return racer.call();
                    }));
        }
        for (Future<?> racer : running) {
            racer.get(60, TimeUnit.SECONDS);
        }
    }

    private Callable<?> loop(Market market) {
        return () -> {
            for (int i = 0; i < STEPS; i++) {
                goOn();
                market.run("matching");
            }
            return true;
        };
    }

    /** A notice is told from others by its instant: time never stands still. */
    private void goOn() {
        one.pass(Duration.ofMillis(1));
        two.at(one.now());
    }

    private Callable<?> deadlines() {
        return () -> {
            for (int i = 0; i < STEPS; i++) {
                one.runOnly("allocation-deadlines");
                one.runOnly("bid-expiry");
                one.runOnly("unfunded-bids");
            }
            return true;
        };
    }

    private Callable<?> worker(Random random) {
        return () -> {
            for (int i = 0; i < STEPS; i++) {
                goOn();
                step(random);
            }
            return true;
        };
    }

    private void step(Random random) {
        one.funding().onlyFree(Money.ofMicros(random.nextInt(400_000)));
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> submit(random);
            case 4 -> waitingOrPlaced(random).ifPresent(this::cancel);
            case 5, 6, 7 -> live(random).ifPresent(this::start);
            case 8, 9 -> live(random).ifPresent(live -> end(live, random));
            case 10 -> live(random).ifPresent(live -> drill(live.bid()));
            default -> node(random);
        }
    }

    private void submit(Random random) {
        long cpu = 500 * (1 + random.nextLong(4));
        long perHour = 1_000_000 * (1 + random.nextLong(9));
        OnEviction wish = random.nextInt(3) == 0 ? OnEviction.TERMINATE : OnEviction.REQUEUE;
        Duration validFor = random.nextInt(4) == 0 ? Duration.ofSeconds(30) : null;
        BidForm form = new BidForm(one.oneSlot()).shape(cpu, 512).perHour(perHour);
        one.send(form.onEviction(wish).times(validFor, null).bid());
    }

    private void cancel(BidId bid) {
        one.send(new CancelBid(bid, Market.OWNER, one.now()));
    }

    private void drill(BidId bid) {
        one.send(new DrillEviction(bid, Market.OWNER, one.now()));
    }

    private void start(Live live) {
        one.send(new StartAllocation(live.bid(), live.id(), "c", null, one.now()));
    }

    private void end(Live live, Random random) {
        AllocationEnd how =
                live.stopping()
                        ? AllocationEnd.STOPPED
                        : random.nextInt(5) == 0
                                ? AllocationEnd.NODE_LOST
                                : live.started()
                                        ? AllocationEnd.EXITED
                                        : AllocationEnd.START_FAILED;
        one.funding().leave(live.bid(), Money.ofMicros(random.nextInt(20_000)));
        one.send(new EndAllocation(live.bid(), live.id(), how, one.now(), null, ""));
    }

    /** Closed and cleared, withdrawn, or there again. */
    private void node(Random random) {
        String node = NODES.get(random.nextInt(NODES.size()));
        switch (random.nextInt(4)) {
            case 0 -> {
                offer(node, false);
                one.send(new EvictNode(node, one.now()));
            }
            case 1 -> one.send(new WithdrawOffer(node));
            default -> offer(node, true);
        }
    }

    private void offer(String node, boolean schedulable) {
        one.send(new OfferCapacity(node, "default", CAPACITY, schedulable));
    }

    private Optional<BidId> waitingOrPlaced(Random random) {
        List<BidId> open =
                one.jdbc()
                        .sql(
                                "select id from auctions.bid"
                                        + " where status in ('SUBMITTED', 'MATCHED', 'RUNNING')")
                        .query((row, _) -> new BidId(row.getObject("id", UUID.class)))
                        .list();
        return any(open, random);
    }

    private Optional<Live> live(Random random) {
        List<Live> live =
                one.jdbc()
                        .sql(
                                """
                                select a.id, a.bid_id, a.started_at, b.stop_reason
                                from auctions.allocation a join auctions.bid b on b.id = a.bid_id
                                where a.ended_at is null
                                """)
                        .query((row, _) ->
                                new Live(
                                        new BidId(row.getObject("bid_id", UUID.class)),
                                        new AllocationId(row.getObject("id", UUID.class)),
                                        row.getTimestamp("started_at") != null,
                                        row.getString("stop_reason") != null))
                        .list();
        return any(live, random);
    }

    private static <T> Optional<T> any(List<T> things, Random random) {
        return things.isEmpty()
                ? Optional.empty()
                : Optional.of(things.get(random.nextInt(things.size())));
    }

    /** Who was refused the lease asks again after a second, who has it after a third of it. */
    private void handOver(Market next) {
        loseLease();
        one.pass(Duration.ofSeconds(4));
        two.at(one.now());
        next.runOnly("matching");
    }

    private void loseLease() {
        one.jdbc()
                .sql("update auctions.pool_lease set expires_at = now() - interval '1 second'")
                .update();
    }

    /** Whoever has the lease now hears of everything and acts on it. */
    private void settle() {
        one.funding().onlyFree(Money.ofMicros(Long.MAX_VALUE));
        one.runOnly("unfunded-bids");
        for (int i = 0; i < 3; i++) {
            goOn();
            one.run("matching");
            two.run("matching");
        }
    }
}
