package dev.spotdock.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the benchmarks and ends with 1 if a limit is not kept.
 *
 * <p>Arguments: the folder for the files, then which to run: {@code accept}, {@code docker}, {@code
 * life}; all without any.
 */
final class Benchmarks {

    private static final String[] SIMULATED = {
        "--spotdock.compute.provider=simulated",
        "--spotdock.compute.simulated.nodes=8",
        "--spotdock.compute.simulated.node-cpu=64",
        "--spotdock.compute.simulated.node-memory=256Gi",
        "--spotdock.compute.simulated.start-latency=50ms",
        "--spotdock.compute.simulated.start-jitter=0ms"
    };

    private Benchmarks() {}

    /** A benchmark needs an installation, and gives figures. */
    private interface Benchmark {
        List<Measured> run(Installation installation) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Report report = new Report(Path.of(arguments[0]), Machine.facts());
        List<String> wanted = Arrays.asList(arguments).subList(1, arguments.length);
        List<Measured> all = new ArrayList<>();
        run(report, wanted, "accept", all, i -> List.of(new AcceptBenchmark(i).run()), SIMULATED);
        run(report, wanted, "life", all, i -> List.of(new LifeBenchmark(i).run()), SIMULATED);
        run(
                report,
                wanted,
                "docker",
                all,
                i -> new DockerBenchmark(i).run(),
                "--spotdock.compute.provider=docker");
        System.out.println(Report.table(all));
        System.exit(all.stream().allMatch(Measured::passed) ? 0 : 1);
    }

    private static void run(
            Report report,
            List<String> wanted,
            String name,
            List<Measured> all,
            Benchmark benchmark,
            String... arguments)
            throws Exception {
        if (!wanted.isEmpty() && !wanted.contains(name)) {
            return;
        }
        if (name.equals("docker") && !DockerBenchmark.engineAnswers()) {
            System.out.println("SKIPPED: benchmark docker: no Docker Engine answers");
            return;
        }
        System.out.println("benchmark: " + name);
        try (Installation installation = Installation.start(arguments)) {
            for (Measured measured : benchmark.run(installation)) {
                report.write(measured);
                all.add(measured);
            }
        }
    }
}
