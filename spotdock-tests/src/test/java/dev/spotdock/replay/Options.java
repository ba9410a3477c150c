package dev.spotdock.replay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a replay was asked for.
 *
 * @param seeds at least one, each once
 * @param scale share of the nodes
 * @param policies names out of {@link Policies#all()}
 * @param curve where to write the trade-off curve; then nothing else is done
 */
record Options(
        Path nodes,
        Path pods,
        List<Long> seeds,
        double scale,
        double load,
        PoolSettings settings,
        List<String> policies,
        @Nullable Path json,
        @Nullable Path png,
        @Nullable Path curve) {

    static final String USAGE =
            """
            MarketReplay --nodes FILE --pods FILE
              --seed N | --seeds A-B   1          draws the nodes and the prices
              --scale X                0.05       share of the nodes
              --load X                 3          demand for the scarcest resource / capacity
              --policies A,B,…         all        engine, firstCome, naiveGreedy, kubernetesLike, nomadLike
              --minimum-step PERCENT   5          the engine's: a newcomer bids that much more
              --must-gain true|false   true       the engine's: and more than its victims together
              --min-run TIME           60s        everybody's: 90, 90s, 15m, 1h
              --notice TIME            30s        everybody's
              --json FILE  --png FILE             the results; a plot of the first seed
              --curve FILE                        instead: CSV, the settings varied one by one
            """;

    private static final int SEEDS_MAX = 1000;
    private static final List<String> NAMES =
            List.of(
                    "nodes",
                    "pods",
                    "seed",
                    "seeds",
                    "scale",
                    "load",
                    "policies",
                    "minimum-step",
                    "must-gain",
                    "min-run",
                    "notice",
                    "json",
                    "png",
                    "curve");

    Options {
        seeds = List.copyOf(seeds);
        policies = List.copyOf(policies);
    }

    /** The same, of one policy with other settings. */
    Options with(PoolSettings others, String policy) {
        return new Options(
                nodes, pods, seeds, scale, load, others, List.of(policy), json, png, curve);
    }

    /**
     * Reads the command line.
     *
     * @throws BadInput with everything that is wrong with it
     */
    static Options parse(String... arguments) {
        List<String> problems = new ArrayList<>();
        Parsed given = new Parsed(values(arguments, problems), problems);
        Path nodes = given.required("nodes");
        Path pods = given.required("pods");
        if (given.values.containsKey("seed") && given.values.containsKey("seeds")) {
            problems.add("--seed and --seeds: only one of them");
        }
        PoolSettings settings =
                new PoolSettings(
                        (int)
                                given.number(
                                        "minimum-step", "5", x -> x <= 1000 && x == Math.rint(x)),
                        given.millis("min-run", "60s"),
                        given.millis("notice", "30s"),
                        given.flag("must-gain", "true"));
        Options options =
                new Options(
                        nodes,
                        pods,
                        given.seeds(),
                        given.number("scale", "0.05", x -> x > 0 && x <= 1),
                        given.number("load", "3", x -> x >= 0.01 && x <= 1000),
                        settings,
                        given.policies(),
                        given.file("json").orElse(null),
                        given.file("png").orElse(null),
                        given.file("curve").orElse(null));
        if (!problems.isEmpty()) {
            throw new BadInput(problems);
        }
        return options;
    }

    private static Map<String, String> values(String[] arguments, List<String> problems) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!NAMES.contains(name)) {
                problems.add("%s: no such option".formatted(arguments[i]));
            } else if (i + 1 == arguments.length) {
                problems.add("%s: has no value".formatted(arguments[i]));
            } else if (values.put(name, arguments[i + 1]) != null) {
                problems.add("%s: given twice".formatted(arguments[i]));
            }
        }
        return values;
    }

    /** The values as given; what cannot be used becomes a problem and some value that can. */
    private record Parsed(Map<String, String> values, List<String> problems) {

        Optional<Path> file(String name) {
            return Optional.ofNullable(values.get(name)).map(Path::of);
        }

        Path required(String name) {
            return file(name)
                    .orElseGet(() -> {
                        problems.add("--%s: is required".formatted(name));
                        return Path.of("");
                    });
        }

        double number(String name, String preset, DoublePredicate allowed) {
            String text = values.getOrDefault(name, preset);
            try {
                double number = Double.parseDouble(text);
                if (number >= 0 && allowed.test(number)) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // reported below, like one that is out of bounds
            }
            return refused(name, text, 1.0);
        }

        long millis(String name, String preset) {
            String text = values.getOrDefault(name, preset);
            if (!text.matches("\\d{1,6}[smh]?")) {
                return refused(name, text, 0L);
            }
            long number = Long.parseLong(text.replaceAll("[smh]", ""));
            return number * (text.endsWith("h") ? 3_600_000 : text.endsWith("m") ? 60_000 : 1000);
        }

        boolean flag(String name, String preset) {
            String text = values.getOrDefault(name, preset);
            return text.matches("true|false")
                    ? Boolean.parseBoolean(text)
                    : refused(name, text, true);
        }

        /** {@code 7} or {@code 1-10}. */
        List<Long> seeds() {
            String name = values.containsKey("seeds") ? "seeds" : "seed";
            String text = values.getOrDefault(name, "1");
            if (!text.matches("\\d{1,9}(-\\d{1,9})?")) {
                return refused(name, text, List.of(1L));
            }
            String[] ends = text.split("-", -1);
            long first = Long.parseLong(ends[0]);
            long last = Long.parseLong(ends[ends.length - 1]);
            return last < first || last - first >= SEEDS_MAX
                    ? refused(name, text, List.of(1L))
                    : LongStream.rangeClosed(first, last).boxed().toList();
        }

        List<String> policies() {
            List<String> all = List.copyOf(Policies.all().keySet());
            String text = values.getOrDefault("policies", String.join(",", all));
            List<String> wanted = Arrays.asList(text.split(",", -1));
            return all.containsAll(wanted)
                    ? all.stream().filter(wanted::contains).toList()
                    : refused("policies", text, all);
        }

        private <T> T refused(String name, String text, T instead) {
            problems.add("--%s: cannot be \"%s\"".formatted(name, text));
            return instead;
        }
    }
}
