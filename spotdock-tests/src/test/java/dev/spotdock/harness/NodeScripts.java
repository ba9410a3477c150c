package dev.spotdock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The scripts in {@code src/test/npm}. Their packages are fetched before the tests, which reach
 * nothing outside: {@code npm ci --prefix spotdock-tests/src/test/npm}.
 */
public final class NodeScripts {

    private static final Path FOLDER = Path.of("src", "test", "npm");
    private static final Path OUTPUT = Path.of("target", "npm");
    private static final long PATIENCE_MINUTES = 2;

    private NodeScripts() {}

    static boolean canRun() {
        boolean node =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "node")));
        return node && Files.isDirectory(FOLDER.resolve("node_modules"));
    }

    /**
     * Runs one; a test without Node.js or the packages is skipped.
     *
     * @param input what it reads from the file that its argument names
     * @return what it printed
     * @throws AssertionError if it fails
     */
    public static String run(String script, String input) {
        Backends.needNode();
        try {
            Files.createDirectories(OUTPUT);
            Path file = Files.writeString(OUTPUT.resolve(script + ".json"), input);
            Path log = OUTPUT.resolve(script + ".log");
            return call(List.of("node", script, file.toAbsolutePath().toString()), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String call(List<String> command, Path log) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .directory(FOLDER.toFile())
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
