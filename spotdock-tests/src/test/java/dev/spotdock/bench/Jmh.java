package dev.spotdock.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs JMH benchmarks in JVMs of their own. JMH's annotation processor runs here, over the compiled
 * classes, and writes into a folder of its own: the build never sees it.
 */
final class Jmh {

    private static final String PROCESSOR = "org.openjdk.jmh.generators.BenchmarkProcessor";
    private static final String MAIN = "org.openjdk.jmh.Main";
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final long MINUTES_MAX = 10;

    private Jmh() {}

    /**
     * A benchmark's outcome.
     *
     * @param score in the benchmark's own unit
     * @param percentiles of the samples, in the same unit, by JMH's names such as {@code 99.0}; all
     *     that is known is the score's own spread where there are no samples
     */
    record Score(double score, Map<String, Double> percentiles) {}

    /**
     * Runs all benchmarks of the classes.
     *
     * @param folder for what is generated, and for JMH's own report
     * @return by method name
     * @throws IllegalStateException if one of them fails
     */
    static Map<String, Score> run(Path folder, Class<?>... benchmarks)
            throws IOException, InterruptedException {
        Path generated = Files.createDirectories(folder.resolve("jmh"));
        generate(generated, benchmarks);
        Path report = folder.resolve("jmh.json");
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx1g",
                                "-cp",
                                generated + File.pathSeparator + CLASS_PATH,
                                MAIN));
        Stream.of(benchmarks).map(b -> "^" + b.getName() + "\\.").forEach(command::add);
        command.addAll(List.of("-foe", "true", "-rf", "json", "-rff", report.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException(
                    "JMH has not ended after %d min".formatted(MINUTES_MAX));
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("JMH ended with " + process.exitValue());
        }
        return read(report);
    }

    private static void generate(Path folder, Class<?>... benchmarks) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("this Java has no compiler: run on a JDK");
        }
        List<String> options =
                List.of("-d", folder.toString(), "-cp", CLASS_PATH, "-processor", PROCESSOR);
        List<String> classes = Stream.of(benchmarks).map(Class::getName).toList();
        if (!compiler.getTask(null, null, null, options, classes, null).call()) {
            throw new IllegalStateException("JMH's code was not generated: see above");
        }
    }

    private static Map<String, Score> read(Path report) throws IOException {
        Map<String, Score> scores = new LinkedHashMap<>();
        for (JsonNode each : JsonMapper.shared().readTree(Files.readString(report))) {
            String name = each.path("benchmark").asString();
            JsonNode metric = each.path("primaryMetric");
            Map<String, Double> percentiles = new LinkedHashMap<>();
            metric.path("scorePercentiles")
                    .properties()
                    .forEach(p -> percentiles.put(p.getKey(), p.getValue().asDouble()));
            scores.put(
                    name.substring(name.lastIndexOf('.') + 1),
                    new Score(metric.path("score").asDouble(), percentiles));
        }
        return scores;
    }
}
