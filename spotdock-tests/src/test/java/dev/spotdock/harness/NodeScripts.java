package dev.spotdock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The scripts in {@code src/test/npm}, with the packages that {@code package-lock.json} names. */
public final class NodeScripts {

    private static final Path SOURCE = Path.of("src", "test", "npm");
    private static final Path INSTALLED = Path.of("target", "npm");
    private static final long PATIENCE_MINUTES = 2;

    private NodeScripts() {}

    static boolean areThere() {
        return Stream.of("node", "npm")
                .allMatch(tool ->
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))));
    }

    /**
     * Runs one; a test without Node.js is skipped.
     *
     * @param input what it reads from the file that its argument names
     * @return what it printed
     * @throws AssertionError if it fails
     */
    public static String run(String script, String input) {
        Backends.needNode();
        try {
            install();
            Path file = Files.writeString(INSTALLED.resolve(script + ".json"), input);
            return call(List.of("node", script, file.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Once, unless another version is wanted. */
    private static synchronized void install() throws IOException {
        Files.createDirectories(INSTALLED);
        Path lock = INSTALLED.resolve("package-lock.json");
        boolean wanted =
                !Files.exists(INSTALLED.resolve("node_modules"))
                        || !Files.exists(lock)
                        || Files.mismatch(lock, SOURCE.resolve("package-lock.json")) >= 0;
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(
                        file,
                        INSTALLED.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (wanted) {
            call(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        }
    }

    private static String call(List<String> command) throws IOException {
        Path log = INSTALLED.resolve("output.log");
        Process process =
                new ProcessBuilder(command)
                        .directory(INSTALLED.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            boolean over = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            String output = Files.readString(log);
            assertThat(over).as("%s is over: %s", command, output).isTrue();
            assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
