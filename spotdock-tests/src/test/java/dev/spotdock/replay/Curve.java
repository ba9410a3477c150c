package dev.spotdock.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The trade-off between value and evictions: each setting varied by itself around the given ones.
 * CSV, means over the seeds.
 */
final class Curve {

    private static final int[] STEPS_PERCENT = {0, 2, 5, 10, 15, 20, 30, 50, 100};
    private static final int[] MIN_RUNS_SECONDS = {0, 30, 60, 120, 300, 600, 1800};
    private static final int[] NOTICES_SECONDS = {0, 10, 30, 60, 120, 300};

    private static final List<String> FIGURES =
            List.of(
                    "share",
                    "shareWhileArriving",
                    "evictionsPerStart",
                    "evictions",
                    "withdrawn",
                    "lostHours",
                    "waitP50",
                    "waitP99");

    private final Trace trace;
    private final Options options;
    private final Map<Point, List<Outcome>> known = new HashMap<>();

    private Curve(Trace trace, Options options) {
        this.trace = trace;
        this.options = options;
    }

    /** What a policy is told; the baselines know neither step nor gain and run once for all. */
    private record Point(String policy, PoolSettings settings) {}

    static String csv(Trace trace, Options options) {
        Curve curve = new Curve(trace, options);
        List<String> lines = new ArrayList<>();
        lines.add(
                "policy,minimumStepPercent,mustGain,minRunSeconds,noticeSeconds,"
                        + String.join(",", FIGURES));
        for (PoolSettings settings : variations(options.settings())) {
            for (String policy : options.policies()) {
                Point point = new Point(policy, curve.heeded(policy, settings));
                lines.add(line(policy, settings, curve.outcomes(point)));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private PoolSettings heeded(String policy, PoolSettings settings) {
        PoolSettings base = options.settings();
        return policy.equals(Policies.ENGINE)
                ? settings
                : new PoolSettings(
                        base.minimumStep(), settings.minRun(), settings.notice(), base.mustGain());
    }

    private List<Outcome> outcomes(Point point) {
        return known.computeIfAbsent(
                point,
                p -> {
                    Options one = options.with(p.settings(), p.policy());
                    return Objects.requireNonNull(Replay.run(trace, one).results().get(p.policy()));
                });
    }

    /** The given ones first; none twice. */
    static Set<PoolSettings> variations(PoolSettings base) {
        Set<PoolSettings> all = new LinkedHashSet<>();
        all.add(base);
        for (boolean gain : new boolean[] {true, false}) {
            for (int step : STEPS_PERCENT) {
                all.add(new PoolSettings(step, base.minRun(), base.notice(), gain));
            }
        }
        for (int minRun : MIN_RUNS_SECONDS) {
            all.add(
                    new PoolSettings(
                            base.minimumStep(), minRun * 1000L, base.notice(), base.mustGain()));
        }
        for (int notice : NOTICES_SECONDS) {
            all.add(
                    new PoolSettings(
                            base.minimumStep(), base.minRun(), notice * 1000L, base.mustGain()));
        }
        return all;
    }

    private static String line(String policy, PoolSettings settings, List<Outcome> outcomes) {
        Map<String, Spread> spreads = Spread.of(outcomes);
        StringBuilder line = new StringBuilder(policy);
        line.append(',').append(settings.minimumStep()).append(',').append(settings.mustGain());
        line.append(',').append(settings.minRun() / 1000);
        line.append(',').append(settings.notice() / 1000);
        for (String figure : FIGURES) {
            double mean = Objects.requireNonNull(spreads.get(figure)).mean();
            line.append(String.format(Locale.ROOT, ",%.5f", mean));
        }
        return line.toString();
    }
}
