package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.LotAwarded;
import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.LotBidsPlaced;
import dev.spotdock.auctions.LotBidsPlaced.PlacedBid;
import dev.spotdock.auctions.LotEvent;
import dev.spotdock.auctions.LotSold;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.LotUnsold;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.auctions.timed.intake.AbandonedDrain;
import dev.spotdock.auctions.timed.intake.LotBids;
import dev.spotdock.auctions.timed.intake.StoredLotBid;
import dev.spotdock.auctions.timed.winner.LotBidEntry;
import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.auctions.timed.winner.NaiveDetermination;
import dev.spotdock.auctions.timed.winner.WinnerDetermination;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.Result;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two instances take 200 bids on a lot within 50 ms of its end, store them, close it and determine
 * who has won, and die at every step of that; their clocks are not the same, and are set on.
 */
class LotRaceTests {

    private static final int EFFORT = Integer.getInteger("spotdock.test.effort", 1);

    /** 2,000 with {@code -Psoak}. */
    private static final int ROUNDS = EFFORT == 1 ? 20 : 100 * EFFORT;

    private static final long SEED = 20261123;
    private static final List<AbandonedDrain.Point> DRAIN_DEATHS =
            List.of(AbandonedDrain.Point.values());
    private static final List<AbandonedClock.Point> CLOCK_DEATHS =
            List.of(AbandonedClock.Point.values());
    private static final int BIDDERS = 8;
    private static final int BIDS_EACH = 25;
    private static final Duration LEAD = Duration.ofMillis(250);
    private static final long SPREAD_MICROS = 25_000;

    /** How far an instance's clock may be off: the last one makes it take over what is taken on. */
    private static final List<Duration> SKEWS =
            List.of(Duration.ofMillis(-40), Duration.ZERO, Duration.ofSeconds(6));

    private final Saleroom one = Saleroom.fresh();
    private final Market second = Market.start();
    private final Saleroom two = new Saleroom(second);
    private final List<Saleroom> rooms = List.of(one, two);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        second.close();
    }

    @Test
    void everyRoundEndsWithTheOneWinner() throws Exception {
        Random seeds = new Random(SEED);
        Tally tally = new Tally();
        for (int round = 0; round < ROUNDS; round++) {
            long seed = seeds.nextLong();
            try {
                play(new Random(seed), tally);
            } catch (Exception | AssertionError e) {
                throw new AssertionError("round %d, seed %d".formatted(round, seed), e);
            }
        }
        System.out.println(tally);
        assertThat(tally.inTime).isPositive();
        assertThat(tally.inTime).isLessThan((long) ROUNDS * BIDDERS * BIDS_EACH);
        assertThat(tally.sold).isPositive();
        assertThat(tally.racing).as("rounds decided while others raced").isPositive();
    }

    /** What came of all rounds. */
    private static final class Tally {
        private long inTime;
        private int sold;
        private int racing;
        private int extended;

        @Override
        public String toString() {
            return "%d races around the end: %d of %d bids in time; %d sold, %d unsold; %d decided by racing instances, %d extended"
                    .formatted(
                            ROUNDS,
                            inTime,
                            (long) ROUNDS * BIDDERS * BIDS_EACH,
                            sold,
                            ROUNDS - sold,
                            racing,
                            extended);
        }
    }

    private void play(Random random, Tally tally) throws Exception {
        rooms.forEach(room -> room.market.events().committed.clear());
        one.keepTime();
        AuctionDetails auction =
                one.draft(
                        LEAD,
                        random.nextBoolean()
                                ? new AntiSnipe(Duration.ofMillis(20), Duration.ofMillis(15), 3)
                                : null);
        Money reserve = random.nextBoolean() ? Saleroom.money(random.nextLong(100, 1150)) : null;
        LotId lot = one.lot(auction, reserve, null);
        (random.nextBoolean() ? one : two).open(auction);
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> instances = new ArrayList<>();
        for (Saleroom room : rooms) {
            Random own = new Random(random.nextLong());
            instances.add(threads.submit(() -> drain(room.market, own, over)));
            Random dice = new Random(random.nextLong());
            Duration skew = SKEWS.get(dice.nextInt(SKEWS.size()));
            instances.add(threads.submit(() -> keepClosing(room, dice, skew, over)));
        }
        List<Long> numbers = bid(random, lot, auction.endsAt());
        await(auction.endsAt().plusMillis(60));
        over.set(true);
        for (Future<?> instance : instances) {
            instance.get(20, TimeUnit.SECONDS);
        }
        tally.racing += isDecided(lot) ? 1 : 0;
        finish(lot);
        check(lot, numbers);
        tally.inTime += numbers.size();
        tally.sold += one.find(lot).winner() == null ? 0 : 1;
        tally.extended += one.find(lot).endsAt().isAfter(auction.endsAt()) ? 1 : 0;
    }

    private boolean isDecided(LotId lot) {
        LotState state = one.find(lot).state();
        return state == LotState.SOLD || state == LotState.UNSOLD;
    }

    /** Somebody lives on, and is beyond what the dead had taken on. */
    private void finish(LotId lot) {
        Instant later = two.keepTime().plus(SKEWS.getLast()).plusSeconds(6);
        for (int pass = 0; pass < 3 && !isDecided(lot); pass++) {
            Instant now = later.plusSeconds(pass);
            AbandonedDrain.at(AbandonedDrain.Point.NOWHERE, second).runOnce(now);
            AbandonedClock.run(AbandonedClock.Point.NOWHERE, second, now);
        }
    }

    private void check(LotId lot, List<Long> numbers) {
        Lot ended = one.market.bean(Lots.class).find(lot).orElseThrow();
        LotBids bids = one.market.bean(LotBids.class);
        List<Long> all = LongStream.rangeClosed(1, ended.log().lastSequence()).boxed().toList();
        assertThat(numbers).as("told to bidders").isEqualTo(all);
        assertThat(bids.drainedTo(lot)).isEqualTo(ended.log().lastSequence());
        assertThat(bids.all(lot)).map(LotBidEntry::sequence).isEqualTo(all);
        assertThat(bids.of(lot, 0, BIDDERS * BIDS_EACH))
                .as("no bid after the end")
                .allMatch(bid -> bid.acceptedAt().isBefore(ended.endsAt()));
        assertThat(placed(lot)).as("told to others").isEqualTo(all);
        hasTheOneWinner(ended, bids);
        assertThat(place(one.market, lot, new Random(1), null))
                .isEqualTo(Outcome.refused(new LotBidRejection.Closed(lot, ended.endsAt())));
    }

    private void hasTheOneWinner(Lot lot, LotBids bids) {
        LotTerms terms = lot.terms();
        List<LotBidEntry> stored = bids.all(lot.lotId());
        assertThat(bids.of(lot.lotId(), 0, BIDDERS * BIDS_EACH))
                .as("Redis took the same steps")
                .map(StoredLotBid::counted)
                .isEqualTo(
                        WinnerDetermination.steps(terms, stored).stream()
                                .map(WinnerDetermination.Step::counted)
                                .toList());
        int sold = told(LotSold.class, lot.lotId()).size();
        assertThat(sold + told(LotUnsold.class, lot.lotId()).size()).as("decided").isEqualTo(1);
        assertThat(told(LotAwarded.class, lot.lotId())).hasSize(sold);
        switch (NaiveDetermination.result(terms, stored)) {
            case Result.Unsold _ -> {
                assertThat(lot.state()).isEqualTo(LotState.UNSOLD);
                assertThat(sold).isZero();
            }
            case Result.Won(var winner, var price, var sequence) -> {
                Award award = Objects.requireNonNull(lot.award());
                assertThat(award.winner()).isEqualTo(winner);
                assertThat(award.amount()).isEqualTo(price);
                assertThat(award.sequence()).isEqualTo(sequence);
            }
        }
    }

    private List<Long> placed(LotId lot) {
        return rooms.stream()
                .flatMap(room -> room.market.events().of(LotBidsPlaced.class).stream())
                .filter(event -> event.lotId().equals(lot))
                .flatMap(event -> event.bids().stream())
                .map(PlacedBid::sequence)
                .sorted()
                .toList();
    }

    private <E extends LotEvent> List<E> told(Class<E> type, LotId lot) {
        return rooms.stream()
                .flatMap(room -> room.market.events().of(type).stream())
                .filter(event -> event.lotId().equals(lot))
                .toList();
    }

    /** The numbers that bidders were told, in order. */
    private List<Long> bid(Random random, LotId lot, Instant end) throws Exception {
        List<Callable<List<Long>>> bidders = new ArrayList<>();
        for (int i = 0; i < BIDDERS; i++) {
            Market market = rooms.get(i % 2).market;
            Random own = new Random(random.nextLong());
            bidders.add(() -> bidsOf(own, market, lot, end));
        }
        List<Long> numbers = new ArrayList<>();
        for (Future<List<Long>> told : threads.invokeAll(bidders, 30, TimeUnit.SECONDS)) {
            numbers.addAll(told.get());
        }
        Collections.sort(numbers);
        return numbers;
    }

    private List<Long> bidsOf(Random own, Market market, LotId lot, Instant end) {
        List<Instant> when = new ArrayList<>();
        for (int n = 0; n < BIDS_EACH; n++) {
            when.add(end.plusNanos(own.nextLong(-SPREAD_MICROS, SPREAD_MICROS) * 1000));
        }
        Collections.sort(when);
        List<Long> numbers = new ArrayList<>();
        for (Instant at : when) {
            await(at);
            String key = own.nextInt(8) == 0 ? "key-" + own.nextLong() : null;
            long seed = own.nextLong();
            Outcome<LotBidAccepted, LotBidRejection> answer =
                    place(market, lot, new Random(seed), key);
            if (answer instanceof Outcome.Done<LotBidAccepted, LotBidRejection>(var done)) {
                numbers.add(done.sequence());
                if (key != null) {
                    // As if the instance had died before it could answer.
                    assertThat(Saleroom.done(place(other(market), lot, new Random(seed), key)))
                            .as("the same bid, at another instance")
                            .returns(done.sequence(), LotBidAccepted::sequence)
                            .returns(true, LotBidAccepted::replayed);
                }
            }
        }
        return numbers;
    }

    private Market other(Market market) {
        return Stream.of(one.market, second).filter(m -> m != market).findFirst().orElseThrow();
    }

    private static Outcome<LotBidAccepted, LotBidRejection> place(
            Market market, LotId lot, Random random, @Nullable String key) {
        long amount = random.nextLong(90, 1000);
        Money maximum = random.nextBoolean() ? null : Saleroom.money(amount + random.nextLong(100));
        return market.bean(LotBidding.class)
                .place(
                        new PlaceLotBid(
                                lot,
                                Saleroom.bidder(random.nextInt(BIDDERS)),
                                Saleroom.money(amount),
                                maximum,
                                key));
    }

    /** Drains of an instance, most of which die somewhere. */
    private static void drain(Market market, Random random, AtomicBoolean over) {
        while (!over.get()) {
            AbandonedDrain.Point point = DRAIN_DEATHS.get(random.nextInt(DRAIN_DEATHS.size()));
            try {
                AbandonedDrain.at(point, market).runOnce(market.now());
            } catch (AbandonedDrain.Death expected) {
                assertThat(point).isNotEqualTo(AbandonedDrain.Point.NOWHERE);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Clocks of an instance, some of which die somewhere. */
    private static void keepClosing(
            Saleroom room, Random random, Duration skew, AtomicBoolean over) {
        while (!over.get()) {
            AbandonedClock.Point point =
                    random.nextInt(3) == 0
                            ? CLOCK_DEATHS.get(random.nextInt(CLOCK_DEATHS.size()))
                            : AbandonedClock.Point.NOWHERE;
            AbandonedClock.run(point, room.market, room.keepTime().plus(skew));
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static void await(Instant at) {
        long millis = System.currentTimeMillis();
        long micros = Duration.between(Instant.ofEpochMilli(millis), at).toNanos() / 1000;
        if (micros > 0) {
            LockSupport.parkNanos(micros * 1000);
        }
    }
}
