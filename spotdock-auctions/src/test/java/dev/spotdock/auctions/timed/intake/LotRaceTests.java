package dev.spotdock.auctions.timed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.LotBidsPlaced;
import dev.spotdock.auctions.LotBidsPlaced.PlacedBid;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.auctions.timed.intake.AbandonedDrain.Death;
import dev.spotdock.auctions.timed.intake.AbandonedDrain.Point;
import dev.spotdock.auctions.timed.winner.LotBidEntry;
import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.auctions.timed.winner.NaiveDetermination;
import dev.spotdock.auctions.timed.winner.WinnerDetermination;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances take bids, store them and close the lot, all within 50 ms of its end. */
class LotRaceTests {

    private static final int ROUNDS = 20 * Integer.getInteger("spotdock.test.effort", 1);
    private static final long SEED = 20261123;
    private static final List<Point> POINTS = List.of(Point.values());
    private static final int BIDDERS = 8;
    private static final int BIDS_EACH = 25;
    private static final Duration LEAD = Duration.ofMillis(150);
    private static final long SPREAD_MICROS = 25_000;

    private final Market one = Market.fresh();
    private final Market two = Market.start();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        two.close();
    }

    @Test
    void everyRoundEndsWithTheOneWinner() throws Exception {
        Random seeds = new Random(SEED);
        int inTime = 0;
        int late = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long seed = seeds.nextLong();
            try {
                long taken = play(new Random(seed));
                inTime += Math.toIntExact(taken);
                late += BIDDERS * BIDS_EACH - Math.toIntExact(taken);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("round %d, seed %d".formatted(round, seed), e);
            }
        }
        System.out.printf("bids around the end: %d in time, %d late%n", inTime, late);
        assertThat(inTime).isPositive();
        assertThat(late).isPositive();
    }

    /** How many bids were in time. */
    private long play(Random random) throws Exception {
        LotTerms terms =
                new LotTerms(
                        100, 10, random.nextBoolean() ? random.nextLong(100, 900) : null, null);
        LotOpening opening = TestLots.opening(terms, LEAD);
        if (random.nextBoolean()) {
            opening =
                    TestLots.with(
                            opening,
                            new AntiSniping(Duration.ofMillis(20), Duration.ofMillis(15), 3));
        }
        LotId lot = opening.lotId();
        (random.nextBoolean() ? one : two).bean(LotIntake.class).open(opening);
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> drains = drains(random, over);
        List<Future<LotClosing.Sealed>> closers = closers(opening);
        List<Long> numbers = bid(random, opening);
        LotClosing.Sealed sealed = closers.getFirst().get(20, TimeUnit.SECONDS);
        assertThat(closers.getLast().get(20, TimeUnit.SECONDS)).isEqualTo(sealed);
        over.set(true);
        for (Future<?> drain : drains) {
            drain.get(20, TimeUnit.SECONDS);
        }
        two.pass(Duration.ofSeconds(2));
        two.runOnly("lot-drain");
        check(lot, terms, numbers, sealed);
        return numbers.size();
    }

    private void check(LotId lot, LotTerms terms, List<Long> numbers, LotClosing.Sealed sealed) {
        LotBids bids = one.bean(LotBids.class);
        List<Long> all = LongStream.rangeClosed(1, sealed.lastSequence()).boxed().toList();
        assertThat(numbers).as("told to bidders").isEqualTo(all);
        assertThat(bids.drainedTo(lot)).isEqualTo(sealed.lastSequence());
        List<LotBidEntry> stored = bids.all(lot);
        assertThat(stored).map(LotBidEntry::sequence).isEqualTo(all);
        assertThat(WinnerDetermination.result(terms, stored))
                .isEqualTo(NaiveDetermination.result(terms, stored));
        List<WinnerDetermination.Step> steps = WinnerDetermination.steps(terms, stored);
        assertThat(bids.of(lot, 0, 1000))
                .map(StoredLotBid::counted)
                .isEqualTo(steps.stream().map(WinnerDetermination.Step::counted).toList());
        if (!steps.isEmpty() && steps.getLast().after().leader() != null) {
            assertThat(one.bean(LotIntake.class).state(lot).orElseThrow().price())
                    .isEqualTo(Money.ofMicros(steps.getLast().after().price()));
        }
        assertThat(bids.of(lot, 0, 1000))
                .as("no bid after the end")
                .allMatch(bid -> bid.acceptedAt().isBefore(sealed.endsAt()));
        assertThat(told(lot)).as("told to others").isEqualTo(all);
        assertThat(place(one, lot, new Random(1)))
                .isEqualTo(Outcome.refused(new LotBidRejection.Closed(lot, sealed.endsAt())));
        one.bean(LotIntake.class).forget(lot);
    }

    private List<Long> told(LotId lot) {
        return Stream.of(one, two)
                .flatMap(market -> market.events().of(LotBidsPlaced.class).stream())
                .filter(event -> event.lotId().equals(lot))
                .flatMap(event -> event.bids().stream())
                .map(PlacedBid::sequence)
                .sorted()
                .toList();
    }

    /** The numbers that bidders were told, in order. */
    private List<Long> bid(Random random, LotOpening opening) throws Exception {
        List<Callable<List<Long>>> bidders = new ArrayList<>();
        for (int i = 0; i < BIDDERS; i++) {
            Market market = i % 2 == 0 ? one : two;
            Random own = new Random(random.nextLong());
            bidders.add(() -> {
                List<Instant> when = new ArrayList<>();
                for (int n = 0; n < BIDS_EACH; n++) {
                    long offset = own.nextLong(-SPREAD_MICROS, SPREAD_MICROS);
                    when.add(opening.endsAt().plusNanos(offset * 1000));
                }
                Collections.sort(when);
                List<Long> numbers = new ArrayList<>();
                for (Instant at : when) {
                    await(at);
                    if (place(market, opening.lotId(), own)
                            instanceof Outcome.Done<LotBidAccepted, LotBidRejection>(var done)) {
                        numbers.add(done.sequence());
                    }
                }
                return numbers;
            });
        }
        List<Long> numbers = new ArrayList<>();
        for (Future<List<Long>> told : threads.invokeAll(bidders, 30, TimeUnit.SECONDS)) {
            numbers.addAll(told.get());
        }
        Collections.sort(numbers);
        return numbers;
    }

    private static Outcome<LotBidAccepted, LotBidRejection> place(
            Market market, LotId lot, Random random) {
        long amount = random.nextLong(90, 1000);
        Money maximum = random.nextBoolean() ? null : Money.ofMicros(amount + random.nextLong(100));
        return market.bean(LotBidding.class)
                .place(
                        new PlaceLotBid(
                                lot,
                                TestLots.bidder(random.nextInt(BIDDERS)),
                                Money.ofMicros(amount),
                                maximum,
                                null));
    }

    private List<Future<LotClosing.Sealed>> closers(LotOpening opening) {
        List<Future<LotClosing.Sealed>> closers = new ArrayList<>();
        for (Market market : List.of(one, two)) {
            closers.add(
                    threads.submit(() -> {
                        await(opening.endsAt().minusMillis(10));
                        while (true) {
                            if (market.bean(LotIntake.class).close(opening.lotId(), false)
                                    instanceof LotClosing.Sealed sealed) {
                                return sealed;
                            }
                            LockSupport.parkNanos(1_000_000);
                        }
                    }));
        }
        return closers;
    }

    /** Drains of both instances, most of which die somewhere. */
    private List<Future<?>> drains(Random random, AtomicBoolean over) {
        List<Future<?>> drains = new ArrayList<>();
        for (Market market : List.of(one, two)) {
            Random own = new Random(random.nextLong());
            drains.add(
                    threads.submit(() -> {
                        while (!over.get()) {
                            Point point = POINTS.get(own.nextInt(POINTS.size()));
                            try {
                                AbandonedDrain.at(point, market).runOnce(market.now());
                            } catch (Death expected) {
                                assertThat(point).isNotEqualTo(Point.NOWHERE);
                            }
                            LockSupport.parkNanos(2_000_000);
                        }
                    }));
        }
        return drains;
    }

    private static void await(Instant at) {
        long millis = System.currentTimeMillis();
        long micros = Duration.between(Instant.ofEpochMilli(millis), at).toNanos() / 1000;
        if (micros > 0) {
            LockSupport.parkNanos(micros * 1000);
        }
    }
}
