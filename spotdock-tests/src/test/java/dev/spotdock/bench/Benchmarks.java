package dev.spotdock.bench;

import dev.spotdock.harness.KafkaBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the benchmarks and ends with 1 if a limit is not kept.
 *
 * <p>Arguments: the folder for the files, then which to run: {@code accept}, {@code book}, {@code
 * docker}, {@code engine}, {@code entries}, {@code feed}, {@code kafka}, {@code life}, {@code
 * lots}, {@code lots-http}, {@code matched}, {@code metering}, {@code streams}, {@code wallets},
 * {@code webhooks}; all without any.
 */
final class Benchmarks {

    private static final String[] SIMULATED = simulated(8);

    /** So many that 500 bids a second find room. */
    private static final String[] MANY_NODES = simulated(100);

    /** Nothing happens by itself: only what is measured uses the machine. */
    private static final String[] STILL = {
        "--spotdock.loops.enabled=false", "--spotdock.compute.provider=simulated"
    };

    private final Path folder;
    private final Report report;
    private final List<String> wanted;
    private final List<Measured> all = new ArrayList<>();

    private Benchmarks(Path folder, List<String> wanted) throws IOException {
        this.folder = folder;
        this.report = new Report(folder, Machine.facts());
        this.wanted = wanted;
    }

    /** Gives figures. */
    private interface Benchmark {
        List<Measured> run() throws Exception;
    }

    /** Needs an installation, and gives figures. */
    private interface Installed {
        List<Measured> run(Installation installation) throws Exception;
    }

    private static String[] simulated(int nodes) {
        return new String[] {
            "--spotdock.compute.provider=simulated",
            "--spotdock.compute.simulated.nodes=" + nodes,
            "--spotdock.compute.simulated.node-cpu=64",
            "--spotdock.compute.simulated.node-memory=256Gi",
            "--spotdock.compute.simulated.start-latency=50ms",
            "--spotdock.compute.simulated.start-jitter=0ms"
        };
    }

    public static void main(String[] arguments) throws Exception {
        List<String> wanted = Arrays.asList(arguments).subList(1, arguments.length);
        Benchmarks benchmarks = new Benchmarks(Path.of(arguments[0]), wanted);
        benchmarks.runAll();
        System.out.println(Report.table(benchmarks.all));
        System.exit(benchmarks.all.stream().allMatch(Measured::passed) ? 0 : 1);
    }

    private void runAll() throws Exception {
        run("engine", () -> new EngineBenchmark(folder).run());
        run("book", i -> new BookBenchmark(i).run(), SIMULATED);
        run("matched", i -> new MatchedBenchmark(i).run(), MANY_NODES);
        run("accept", i -> List.of(new AcceptBenchmark(i).run()), SIMULATED);
        run("closing", i -> List.of(new ClosingBenchmark(i).run()), SIMULATED);
        run("life", i -> List.of(new LifeBenchmark(i).run()), SIMULATED);
        run("metering", i -> new MeteringBenchmark(i).run(), STILL);
        run("wallets", i -> List.of(new WalletBenchmark(i).run()), STILL);
        run("entries", i -> new EntriesBenchmark(i).run(), STILL);
        run("feed", i -> List.of(new FeedBenchmark(i).run()), STILL);
        run("lots", i -> new LotBenchmark(i).run(), LotBenchmark.settings());
        run("lots-http", i -> new LotHttpBenchmark(i).run(), LotHttpBenchmark.settings());
        run("streams", i -> new StreamBenchmark(i).run(), StreamBenchmark.settings());
        run(
                "webhooks",
                i -> new WebhookBenchmark(i, i.demo()).run(),
                "--spotdock.compute.provider=simulated",
                "--spotdock.webhooks.allow-loopback=true",
                "--spotdock.webhooks.per-account=1000");
        run(
                "kafka",
                () -> {
                    try (KafkaBroker broker = KafkaBroker.start();
                            Installation installation =
                                    Installation.start(and(STILL, broker.arguments()))) {
                        return List.of(new KafkaBenchmark(installation, broker).run());
                    }
                });
        if (isWanted("docker") && !DockerBenchmark.engineAnswers()) {
            System.out.println("SKIPPED: benchmark docker: no Docker Engine answers");
            return;
        }
        run("docker", i -> new DockerBenchmark(i).run(), "--spotdock.compute.provider=docker");
    }

    private static String[] and(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private boolean isWanted(String name) {
        return wanted.isEmpty() || wanted.contains(name);
    }

    private void run(String name, Installed benchmark, String... arguments) throws Exception {
        run(
                name,
                () -> {
                    try (Installation installation = Installation.start(arguments)) {
                        return benchmark.run(installation);
                    }
                });
    }

    private void run(String name, Benchmark benchmark) throws Exception {
        if (!isWanted(name)) {
            return;
        }
        System.out.println("benchmark: " + name);
        for (Measured measured : benchmark.run()) {
            report.write(measured);
            all.add(measured);
        }
    }
}
