package dev.spotdock.bench;

import dev.spotdock.bench.Jmh.Score;
import dev.spotdock.bench.Measured.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The matching engine alone, on one thread, and what a bare order book does in the same run. */
final class EngineBenchmark {

    private static final double PLACEMENTS_MIN = 100_000;
    private static final double EVICTIONS_MIN = 10_000;
    private static final double ROUND_P99_MILLIS_MAX = 10;
    private static final String P99 = "99.0";

    private final Path folder;

    EngineBenchmark(Path folder) {
        this.folder = folder;
    }

    List<Measured> run() throws IOException, InterruptedException {
        Map<String, Score> scores = Jmh.run(folder, EngineRounds.class, ExchangeOrders.class);
        Score placements = score(scores, "placements");
        Score evictions = score(scores, "evictions");
        Score round = score(scores, "mixedRound");
        Score exchange = score(scores, "addAndCancel");
        double p99 = Objects.requireNonNull(round.percentiles().get(P99));
        return List.of(
                measured(
                        "engine-placements",
                        "engine: placements without eviction",
                        placements,
                        Limit.figureAtLeast(PLACEMENTS_MIN)),
                measured(
                        "engine-evictions",
                        "engine: placements with one eviction each",
                        evictions,
                        Limit.figureAtLeast(EVICTIONS_MIN)),
                new Measured(
                        "engine-round",
                        "engine: round of %d bids, %d evict, p99"
                                .formatted(EngineRounds.BIDS, EngineRounds.EVICTING),
                        "ms",
                        p99,
                        null,
                        Limit.figureAtMost(ROUND_P99_MILLIS_MAX),
                        Map.of("millis", round.percentiles(), "meanMillis", round.score())),
                new Measured(
                        "engine-exchange-core",
                        "engine: placements, against exchange-core's add + cancel",
                        "per second",
                        placements.score(),
                        exchange.score(),
                        null,
                        Map.of("addAndCancelPerSecond", exchange.percentiles())));
    }

    private static Measured measured(String name, String what, Score score, @Nullable Limit limit) {
        return new Measured(
                name,
                what,
                "per second",
                score.score(),
                null,
                limit,
                Map.of("iterationsPerSecond", score.percentiles()));
    }

    private static Score score(Map<String, Score> scores, String benchmark) {
        return Objects.requireNonNull(scores.get(benchmark), benchmark);
    }
}
