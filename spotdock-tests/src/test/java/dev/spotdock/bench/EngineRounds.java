package dev.spotdock.bench;

import dev.spotdock.auctions.matching.engine.MarketView;
import dev.spotdock.auctions.matching.engine.MatchPlan;
import dev.spotdock.auctions.matching.engine.MatchingEngine;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole rounds on a trace-sized market, from the view to the plan: each builds its ledger anew, as
 * the product's do. Public, and its methods too, because JMH's generated code lives elsewhere.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 6, time = 2)
public class EngineRounds {

    /** Bids of one round: a page of the book, by default. */
    static final int BIDS = 256;

    static final int EVICTING = 26;

    private static final int LOSING = 115;

    /** Taken in turn, so that no branch is learnt by heart. */
    private static final int MARKETS = 8;

    private final Turns placing = new Turns(pool -> pool.placeable(BIDS));
    private final Turns evicting = new Turns(pool -> pool.evicting(BIDS));
    private final Turns mixed =
            new Turns(pool ->
                    pool.placeable(BIDS - EVICTING - LOSING).evicting(EVICTING).losing(LOSING));

    private static final class Turns {

        private final List<MarketView> markets;
        private int next;

        Turns(UnaryOperator<TracePool> bids) {
            markets =
                    LongStream.range(0, MARKETS)
                            .mapToObj(seed -> bids.apply(new TracePool(seed)).view())
                            .toList();
        }

        MatchPlan plan() {
            next = (next + 1) % MARKETS;
            return MatchingEngine.plan(markets.get(next));
        }

        void each(int matches, int nominations) {
            for (MarketView market : markets) {
                MatchPlan plan = MatchingEngine.plan(market);
                if (plan.matches().size() != matches
                        || plan.nominations().size() != nominations
                        || plan.notices().size() < nominations) {
                    throw new IllegalStateException(
                            "expected %d matches and %d nominations, but they are %d and %d with %d notices"
                                    .formatted(
                                            matches,
                                            nominations,
                                            plan.matches().size(),
                                            plan.nominations().size(),
                                            plan.notices().size()));
                }
            }
        }
    }

    /** The rounds do what their names say. */
    @Setup
    public void check() {
        placing.each(BIDS, 0);
        evicting.each(0, BIDS);
        mixed.each(BIDS - EVICTING - LOSING, EVICTING);
    }

    /** All find room. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(BIDS)
    public MatchPlan placements() {
        return placing.plan();
    }

    /** All evict. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(BIDS)
    public MatchPlan evictions() {
        return evicting.plan();
    }

    /** A tenth evict; of the others half are placed, half are outbid. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public MatchPlan mixedRound() {
        return mixed.plan();
    }
}
