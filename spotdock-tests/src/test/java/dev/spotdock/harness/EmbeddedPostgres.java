package dev.spotdock.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The PostgreSQL server that an application under test started, to be stopped and started again on
 * the same port, or to be frozen: connections stay, and nobody answers.
 */
public final class EmbeddedPostgres {

    private final Path folder;
    private final Path programs;

    EmbeddedPostgres(Path folder) {
        this.folder = folder;
        this.programs = Path.of(server().info().command().orElseThrow()).resolveSibling("pg_ctl");
    }

    /** Ends all its connections and itself, in an orderly way. */
    public void stop() {
        ProcessHandle server = server();
        run(List.of("kill", "-INT", Long.toString(server.pid())));
        Awaitility.await("PostgreSQL is gone").until(() -> !server.isAlive());
    }

    /** Starts it with its data, and waits until it answers. */
    public void start() {
        List<String> command = new ArrayList<>();
        if (ProcessHandle.current().info().user().filter("root"::equals).isPresent()) {
            command.addAll(List.of("unshare", "-U")); // as SpotDock does
        }
        command.addAll(
                List.of(
                        programs.toString(),
                        "start",
                        "--pgdata=" + folder.resolve("data"),
                        "--log=" + folder.resolve("restart.log"),
                        "--wait"));
        run(command);
    }

    /** Lets none of its processes go on. */
    public void freeze() {
        signal("-STOP");
    }

    /** Lets them all go on as if nothing had been. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        ProcessHandle server = server();
        List<String> command = new ArrayList<>(List.of("kill", signal));
        Stream.concat(Stream.of(server), server.descendants())
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        run(command);
    }

    private void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("test.log").toFile())
                            .redirectInput(new File("/dev/null"))
                            .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed, see " + folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessHandle server() {
        try {
            String pid = Files.readAllLines(folder.resolve("data/postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
