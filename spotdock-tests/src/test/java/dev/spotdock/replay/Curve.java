package dev.spotdock.replay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The trade-off between value and evictions: each setting varied by itself around the given ones,
 * for the policies that evict. CSV, means over the seeds.
 */
final class Curve {

    private static final int[] STEPS_PERCENT = {0, 2, 5, 10, 15, 20, 30, 50, 100};
    private static final int[] MIN_RUNS_SECONDS = {0, 30, 60, 120, 300, 600, 1800};
    private static final int[] NOTICES_SECONDS = {0, 10, 30, 60, 120, 300};

    private static final List<String> FIGURES =
            List.of("share", "evictionsPerStart", "evictions", "lostHours", "waitP50", "waitP99");

    private Curve() {}

    static String csv(Trace trace, Options options) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "policy,minimumStepPercent,mustGain,minRunSeconds,noticeSeconds,"
                        + String.join(",", FIGURES));
        for (PoolSettings rules : variations(options.rules())) {
            Replay.run(trace, with(options, rules))
                    .results()
                    .forEach((policy, outcomes) -> lines.add(line(policy, rules, outcomes)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static Options with(Options options, PoolSettings rules) {
        return new Options(
                options.nodes(),
                options.pods(),
                options.seeds(),
                options.scale(),
                options.load(),
                rules,
                options.policies(),
                null,
                null,
                null);
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

    private static String line(String policy, PoolSettings rules, List<Outcome> outcomes) {
        Map<String, Spread> spreads = Spread.of(outcomes);
        StringBuilder line = new StringBuilder(policy);
        line.append(',').append(rules.minimumStep()).append(',').append(rules.mustGain());
        line.append(',').append(rules.minRun() / 1000).append(',').append(rules.notice() / 1000);
        for (String figure : FIGURES) {
            double mean = Objects.requireNonNull(spreads.get(figure)).mean();
            line.append(String.format(Locale.ROOT, ",%.5f", mean));
        }
        return line.toString();
    }
}
