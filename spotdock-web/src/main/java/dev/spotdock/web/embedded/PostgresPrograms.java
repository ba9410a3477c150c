package dev.spotdock.web.embedded;

import dev.spotdock.web.embedded.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * PostgreSQL's programs, which refuse to run as root: for root they are started in a user namespace
 * of their own, where they are nobody.
 */
record PostgresPrograms(Path installation, Path log, boolean asRoot) {

    private static final Duration SHORT = Duration.ofSeconds(10);

    static PostgresPrograms of(Path installation, Path log)
            throws IOException, InterruptedException, TimeoutException {
        boolean asRoot = ProcessHandle.current().info().user().filter("root"::equals).isPresent();
        if (asRoot && !canUnshare(log)) {
            throw new EmbeddedServerFailure(
                    "PostgreSQL does not run as root, and user namespaces are not allowed here",
                    "Run SpotDock as an ordinary user, or set spring.datasource.url.");
        }
        return new PostgresPrograms(installation, log, asRoot);
    }

    private static boolean canUnshare(Path log) throws InterruptedException, TimeoutException {
        try {
            return Program.run(List.of("unshare", "-U", "true"), log, SHORT).isSuccess();
        } catch (IOException thereIsNoUnshare) {
            return false;
        }
    }

    /** Runs one of the programs to its end. */
    Result run(String program, Duration timeout, String... arguments)
            throws IOException, InterruptedException, TimeoutException {
        List<String> command = new ArrayList<>();
        if (asRoot) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(installation.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return Program.run(command, log, timeout);
    }

    /** For example {@code 18.4}. */
    String version() throws IOException, InterruptedException, TimeoutException {
        String output = run("postgres", SHORT, "--version").output(); // postgres (PostgreSQL) 18.4
        return output.substring(output.lastIndexOf(' ') + 1);
    }

    /**
     * Refuses data that another major version wrote: PostgreSQL cannot read it.
     *
     * @return the full version of the programs
     */
    String expectMajorOf(Path data) throws IOException, InterruptedException, TimeoutException {
        String version = version();
        String major = version.replaceFirst("\\..*", "");
        String recorded = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!major.equals(recorded)) {
            throw new EmbeddedServerFailure(
                    "The data in %s belong to PostgreSQL %s, but the embedded one is %s"
                            .formatted(data, recorded, version),
                    "Start the SpotDock release that wrote them, or dump them there and load them"
                            + " into a new folder (spotdock.embedded.data-dir).");
        }
        return version;
    }
}
