package dev.spotdock.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The whole application in a JVM of its own, so that it can be killed. */
public final class SpotDockProcess implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofMinutes(3);
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;
    private static final int PORT_ATTEMPTS = 100;
    private static final int LAST_WORDS = 4_000;

    private final Process process;
    private final URI base;
    private final Path log;

    private SpotDockProcess(Process process, URI base, Path log) {
        this.process = process;
        this.base = base;
        this.log = log;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param folder for its output, and for its data unless the arguments name other servers
     */
    public static SpotDockProcess start(Path folder, String... arguments) {
        SpotDockProcess started = launch(folder, arguments);
        started.awaitReady();
        return started;
    }

    /** Starts one without waiting. */
    public static SpotDockProcess launch(Path folder, String... arguments) {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Daxoniq.update-checker.disabled=true",
                        "dev.spotdock.SpotDock",
                        "--server.port=" + port,
                        "--spotdock.embedded.data-dir=" + folder.resolve("data")));
        command.addAll(SpotDockApp.standardArguments());
        command.addAll(List.of(arguments));
        Path log = folder.resolve("process.log");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", classPath());
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Files.createDirectories(folder);
            return new SpotDockProcess(
                    builder.start(), URI.create("http://localhost:" + port), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI base() {
        return base;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Everything it has said so far, and its predecessors in the same folder. */
    public String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitReady() {
        SpotDockClient anybody = new SpotDockClient(base, Deployment.DEMO_KEY);
        Awaitility.await("SpotDock is ready, see " + log)
                .atMost(START_WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .failFast(() -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException("it ended: " + lastWords());
                    }
                })
                .ignoreExceptions()
                .until(() -> anybody.get("/readyz").status() == 200);
    }

    private String lastWords() {
        String output = output();
        return output.substring(Math.max(0, output.length() - LAST_WORDS));
    }

    /** {@code kill -9}, of this process alone: its PostgreSQL, Redis and containers go on. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, and waits for the orderly end. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("SpotDock did not end within a minute, see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String classPath() {
        String tests = System.getProperty("surefire.test.class.path");
        return tests != null ? tests : System.getProperty("java.class.path", File.separator);
    }

    /**
     * Below those from which this machine picks the near end of a connection: seconds pass before
     * the process listens, and any client may be given such a one meanwhile.
     */
    private static int freePort() {
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // somebody listens there: another one
            }
        }
        throw new IllegalStateException("no free port from %d on".formatted(FIRST_PORT));
    }
}
