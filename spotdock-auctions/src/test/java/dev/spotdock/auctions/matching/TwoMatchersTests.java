package dev.spotdock.auctions.matching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.EndAllocation;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.matching.engine.MatchPlan;
import dev.spotdock.auctions.matching.engine.MatchPlan.Match;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two instances on one PostgreSQL and one Redis. */
class TwoMatchersTests {

    private static final int ROUNDS = 10 * Integer.getInteger("spotdock.test.effort", 1);

    private final Market one = Market.fresh();
    private final Market two = Market.start();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        threads.shutdown();
        two.close();
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
            racer.get(30, TimeUnit.SECONDS);
        }
    }

    private static Callable<?> loop(Market market) {
        return () -> {
            market.runOnly("matching");
            return true;
        };
    }

    private void nothingIsMatchedTwice() {
        one.noNodeIsExceeded();
        assertThat(one.count("bid where status = 'MATCHED'"))
                .isEqualTo(one.count("allocation where ended_at is null"));
    }

    @Test
    void onlyTheHolderOfTheLeaseMatches() {
        one.node("n1", 1000, 2048);
        one.accepted();
        one.run("matching");
        one.accepted();
        one.project();
        one.node("n2", 1000, 2048);
        two.runOnly("matching");
        assertThat(two.events().of(BidMatched.class)).isEmpty();
        one.runOnly("matching");
        assertThat(one.events().of(BidMatched.class)).hasSize(2);
    }

    @Test
    void aLeaseThatRanOutIsTakenOverAndTheOldHolderCanDoNoHarm() {
        one.node("n1", 8000, 16384);
        one.run("matching");
        loseLease();
        two.runOnly("matching");
        BidDetails bid = one.accepted();
        one.run("matching");
        assertThat(one.events().of(BidMatched.class)).as("its epoch is past").isEmpty();
        two.runOnly("matching");
        assertThat(two.events().of(BidMatched.class))
                .extracting(BidMatched::bidId)
                .containsExactly(bid.bidId());
    }

    private void loseLease() {
        one.jdbc()
                .sql("update auctions.pool_lease set expires_at = now() - interval '1 second'")
                .update();
    }

    /** The lease changes hands at random, workloads end, bids are cancelled, all at once. */
    @Test
    void racingMatchersNeverMatchTwiceNorExceedANode() throws Exception {
        Random random = new Random(20261121);
        one.node("n1", 7000, 14336);
        one.node("n2", 3000, 6144);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < 20; i++) {
                long cpu = 500 * (1 + random.nextLong(4));
                long price = 100_000 + random.nextLong(3) * 1000;
                one.accepted(form -> form.shape(cpu, 512).perHour(price));
            }
            one.project();
            if (random.nextBoolean()) {
                loseLease();
            }
            List<Callable<?>> racers = new ArrayList<>(List.of(loop(one), loop(two)));
            one.jdbc()
                    .sql("select id from auctions.bid where status = 'SUBMITTED' limit 3")
                    .query(UUID.class)
                    .list()
                    .forEach(id -> racers.add(() -> cancel(id)));
            live().forEach(match -> racers.add(() -> end(match)));
            together(racers);
            nothingIsMatchedTwice();
            one.pass(Duration.ofSeconds(4));
            two.at(one.now());
        }
        assertThat(one.count("allocation")).isGreaterThan(ROUNDS);
    }

    private Object cancel(UUID id) {
        return two.send(new CancelBid(new BidId(id), Market.OWNER, two.now()));
    }

    private Object end(BidMatched match) {
        return two.send(
                new EndAllocation(
                        match.bidId(),
                        match.allocationId(),
                        AllocationEnd.EXITED,
                        two.now(),
                        0,
                        ""));
    }

    /** Some that run, whoever matched them: without ends there would soon be no room. */
    private List<BidMatched> live() {
        List<UUID> open =
                one.jdbc()
                        .sql("select id from auctions.allocation where ended_at is null limit 6")
                        .query((row, _) -> row.getObject("id", UUID.class))
                        .list();
        return Stream.of(one, two)
                .flatMap(market -> market.events().of(BidMatched.class).stream())
                .filter(match -> open.contains(match.allocationId().value()))
                .toList();
    }

    /** Even two confirmations under the very same lease: the rows decide. */
    @Test
    void racingConfirmationsOfOnePlanPlaceEachBidOnce() throws Exception {
        one.node("n1", 5000, 10240);
        one.run("matching");
        long epoch =
                one.jdbc()
                        .sql("select lease_epoch from auctions.pool_lease where pool = 'default'")
                        .query(Long.class)
                        .single();
        for (int round = 0; round < ROUNDS; round++) {
            List<Match> plan = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                plan.add(new Match(one.accepted().bidId(), 1, "n1"));
            }
            ConfirmPlan confirm = confirmation(epoch, plan);
            ConfirmPlan reversed = confirmation(epoch, plan.reversed());
            one.node("n1", 5000L * (round + 1), 10240L * (round + 1));
            together(List.of(() -> one.send(confirm), () -> two.send(reversed)));
            nothingIsMatchedTwice();
            assertThat(one.count("allocation")).isEqualTo(5L * (round + 1));
        }
    }

    private ConfirmPlan confirmation(long epoch, List<Match> matches) {
        MatchPlan plan =
                new MatchPlan(
                        matches,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new MatchPlan.MarketPrice(10_000, null),
                        List.of());
        return new ConfirmPlan("default", epoch, plan, List.of(), Map.of("n1", 0L), one.now());
    }
}
