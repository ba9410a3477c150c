package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CancelAuction;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.ScheduleAuction;
import dev.spotdock.kernel.outcome.Outcome;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class ContentionTests {

    private static final int ROUNDS = 20 * Integer.getInteger("spotdock.test.effort", 1);

    private final List<Duration> pauses = new ArrayList<>();

    private Contention contention(int attempts) {
        return new Contention(
                new TimedProperties.Retry(attempts, Duration.ofMillis(4)),
                new SplittableRandom(20261123),
                pauses::add,
                new SimpleMeterRegistry());
    }

    @Test
    void theFirstAttemptThatComesToSomethingIsTheLast() {
        AtomicInteger attempts = new AtomicInteger();
        Optional<String> result =
                contention(6)
                        .repeat(() ->
                                attempts.incrementAndGet() < 3
                                        ? Optional.empty()
                                        : Optional.of("done"));
        assertThat(result).contains("done");
        assertThat(attempts).hasValue(3);
        assertThat(pauses).hasSize(2);
    }

    @Test
    void givesUpAfterAsManyAttemptsAsAllowed() {
        AtomicInteger attempts = new AtomicInteger();
        assertThat(
                        contention(6)
                                .repeat(() -> {
                                    attempts.incrementAndGet();
                                    return Optional.empty();
                                }))
                .isEmpty();
        assertThat(attempts).hasValue(6);
        assertThat(pauses).hasSize(5);
    }

    /** The bound doubles; within it the pause is random. */
    @Test
    void pausesAreRandomUpToABoundThatDoubles() {
        for (int i = 0; i < 200; i++) {
            contention(6).repeat(Optional::empty);
        }
        for (int i = 0; i < pauses.size(); i++) {
            assertThat(pauses.get(i)).isBetween(Duration.ZERO, Duration.ofMillis(4L << (i % 5)));
        }
        Contention dice =
                new Contention(
                        new TimedProperties.Retry(6, Duration.ofMillis(4)),
                        new SplittableRandom(1),
                        pauses::add,
                        new SimpleMeterRegistry());
        pauses.clear();
        for (int i = 0; i < 200; i++) {
            dice.repeat(Optional::empty);
        }
        assertThat(pauses).anyMatch(pause -> pause.toMillis() > 40);
        assertThat(pauses).doesNotHaveDuplicates();
    }

    /** Somebody changes the auction between the reading and the writing, and commits. */
    @Test
    void aCommandThatMeetsAnotherOneDecidesAnewOnWhatItFinds() throws Exception {
        Saleroom room = Saleroom.fresh();
        AuctionDetails auction = room.draft();
        room.lot(auction);
        TransactionTemplate transaction =
                new TransactionTemplate(room.market.bean(PlatformTransactionManager.class));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> second =
                    transaction.execute(_ -> {
                        // Takes the row's lock and makes the next version.
                        room.lot(auction);
                        Future<?> waiting =
                                threads.submit(() ->
                                        room.done(
                                                new ScheduleAuction(
                                                        auction.auctionId(),
                                                        Saleroom.BY_SELLER,
                                                        room.market.now())));
                        Awaitility.await().until(() -> isWaiting(room));
                        return waiting;
                    });
            second.get(10, TimeUnit.SECONDS);
        }
        AuctionDetails after = room.find(auction.auctionId());
        assertThat(after.state()).isEqualTo(AuctionState.SCHEDULED);
        assertThat(after.lots()).as("the other one's change is kept").isEqualTo(2);
    }

    private static boolean isWaiting(Saleroom room) {
        return room.market
                .jdbc()
                .sql(
                        """
                        select exists (select from pg_stat_activity
                            where wait_event_type = 'Lock' and query like '%auctions.auction%')
                        """)
                .query(Boolean.class)
                .single();
    }

    /** Each ends in one of the two, and the other one is told which. */
    @Test
    void racingEndsYieldOneOfThem() throws Exception {
        Saleroom room = Saleroom.fresh();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                AuctionDetails auction = room.draft();
                room.lot(auction);
                room.open(auction);
                CyclicBarrier start = new CyclicBarrier(4);
                List<Callable<Outcome<AuctionDetails, AuctionRejection>>> racers =
                        new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    racers.add(() -> {
                        start.await(10, TimeUnit.SECONDS);
                        return room.market.send(
                                new CloseAuction(
                                        auction.auctionId(),
                                        Saleroom.BY_OPERATOR,
                                        room.market.now()));
                    });
                    racers.add(() -> {
                        start.await(10, TimeUnit.SECONDS);
                        return room.market.send(
                                new CancelAuction(
                                        auction.auctionId(),
                                        Saleroom.BY_OPERATOR,
                                        room.market.now()));
                    });
                }
                List<AuctionDetails> done = new ArrayList<>();
                for (var racer : threads.invokeAll(racers)) {
                    if (racer.get() instanceof Outcome.Done<AuctionDetails, ?>(var one)) {
                        done.add(one);
                    } else {
                        assertThat(Saleroom.refused(racer.get()))
                                .isInstanceOf(AuctionRejection.WrongAuctionState.class);
                    }
                }
                assertThat(done).as("round %d", round).hasSize(1);
                assertThat(room.find(auction.auctionId()).state())
                        .isEqualTo(done.getFirst().state());
            }
        }
    }
}
