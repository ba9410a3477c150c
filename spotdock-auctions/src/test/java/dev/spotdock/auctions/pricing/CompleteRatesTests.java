package dev.spotdock.auctions.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.auctions.ListRates;
import dev.spotdock.auctions.ListRates.Rates;
import dev.spotdock.auctions.ListRates.Step;
import dev.spotdock.auctions.ListRates.Stretch;
import dev.spotdock.auctions.Market;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What was told to be complete stays as it was told. */
class CompleteRatesTests {

    private static final BidId LOSER = new BidId(new UUID(1, 1));
    private static final int THREADS = 4;
    private static final int ROUNDS = 60 * Integer.getInteger("spotdock.test.effort", 1);

    private final Market market = Market.fresh();
    private final PriceHistory prices = market.bean(PriceHistory.class);
    private final TransactionTemplate transaction =
            new TransactionTemplate(market.bean(PlatformTransactionManager.class));
    private final Instant start = market.now();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private AllocationId allocation = new AllocationId(new UUID(0, 0));

    @BeforeEach
    void somethingRuns() {
        market.node("n1", 4000, 8192);
        market.accepted(form -> form.perHour(1_000_000_000));
        market.run("matching");
        allocation = market.events().of(BidMatched.class).getLast().allocationId();
    }

    @AfterEach
    void endThreads() {
        threads.close();
    }

    private boolean record(long unitPrice, Instant at) {
        return Boolean.TRUE.equals(
                transaction.execute(_ -> prices.record("default", unitPrice, LOSER, at)));
    }

    private Rates ask(Instant until) {
        return market.bean(RateQueries.class)
                .handle(new ListRates(List.of(new Stretch(allocation, start, until))));
    }

    private List<Step> steps(Instant until) {
        return ask(until).steps().getOrDefault(allocation, List.of());
    }

    @Test
    void aPriceDecidedBeforeAndRecordedAfterwardsAppliesFromAfterwardsOn() {
        Instant decided = start.plusSeconds(10);
        market.at(start.plusSeconds(15));
        Instant completeUntil = ask(decided).completeUntil();
        assertThat(completeUntil).isEqualTo(start.plusSeconds(15));
        assertThat(record(500_000, decided)).isTrue();
        assertThat(prices.latest("default").map(Tick::at)).contains(completeUntil);
    }

    @Test
    void whoAsksWaitsForAPriceThatIsBeingRecorded() throws Exception {
        CountDownLatch mayCommit = new CountDownLatch(1);
        CountDownLatch recorded = new CountDownLatch(1);
        market.pass(Duration.ofSeconds(5));
        Instant at = market.now();
        Future<?> writer =
                threads.submit(() ->
                        transaction.executeWithoutResult(_ -> {
                            prices.record("default", 500_000, LOSER, at);
                            recorded.countDown();
                            pass(mayCommit);
                        }));
        pass(recorded);
        market.pass(Duration.ofSeconds(5));
        Future<Rates> reader = threads.submit(() -> ask(start.plusSeconds(60)));
        await().atMost(Duration.ofSeconds(10)).until(this::somebodyWaitsForALock);
        assertThat(reader.isDone()).isFalse();
        mayCommit.countDown();
        writer.get(10, TimeUnit.SECONDS);
        Rates told = reader.get(10, TimeUnit.SECONDS);
        assertThat(told.completeUntil()).isEqualTo(at.plusSeconds(5));
        assertThat(told.steps().getOrDefault(allocation, List.of()))
                .last()
                .isEqualTo(new Step(at, 500_000));
    }

    private boolean somebodyWaitsForALock() {
        return market.jdbc()
                        .sql(
                                "select count(*) from pg_locks where locktype = 'advisory' and not granted")
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Test
    void nothingStaysLockedWhileTheAskingTransactionGoesOn() {
        transaction.executeWithoutResult(_ -> {
            ask(start);
            market.pass(Duration.ofSeconds(5));
            Future<Boolean> writer = threads.submit(() -> record(500_000, market.now()));
            assertThat(writer).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(true);
            market.jdbc().sql("select 1").query(Integer.class).single();
        });
    }

    /**
     * Writers decide at an instant and record later; readers ask; the clock goes on all the time.
     */
    @Test
    void noPriceAppearsInAPastThatWasCalledComplete() throws Exception {
        AtomicInteger price = new AtomicInteger(20_000);
        List<Future<List<Rates>>> running = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            boolean writes = thread % 2 == 0;
            running.add(
                    threads.submit(() -> {
                        List<Rates> told = new ArrayList<>();
                        for (int round = 0; round < ROUNDS; round++) {
                            Instant decided = market.now();
                            market.pass(Duration.ofMillis(random.nextInt(2_000)));
                            if (writes) {
                                record(price.incrementAndGet(), decided);
                            } else {
                                told.add(ask(Instant.parse("2100-01-01T00:00:00Z")));
                            }
                        }
                        return told;
                    }));
        }
        int compared = 0;
        for (Future<List<Rates>> thread : running) {
            for (Rates told : thread.get(60, TimeUnit.SECONDS)) {
                List<Step> before =
                        told.steps().getOrDefault(allocation, List.of()).stream()
                                .filter(step -> step.from().isBefore(told.completeUntil()))
                                .toList();
                assertThat(steps(told.completeUntil())).isEqualTo(before);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(THREADS / 2 * ROUNDS);
        assertThat(market.count("price_tick")).as("prices were recorded").isGreaterThan(ROUNDS / 4);
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
