package dev.spotdock.harness;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What the machine offers to tests, and what the build insists on. */
public final class Backends {

    private Backends() {}

    /** Skips the test where no Docker Engine answers, or fails it if one is required. */
    public static void needDocker() {
        if (DockerEngine.answers()) {
            return;
        }
        missing("docker", "no Docker Engine answers at " + DockerEngine.host());
    }

    /** Skips the test where there is no Node.js with the packages, or fails it if required. */
    static void needNode() {
        if (!NodeScripts.canRun()) {
            missing("node", "no Node.js, or not yet: npm ci --prefix spotdock-tests/src/test/npm");
        }
    }

    private static void missing(String backend, String what) {
        if (Arrays.asList(System.getProperty("spotdock.test.require", "").split(","))
                .contains(backend)) {
            fail(what + ", and -Dspotdock.test.require insists on " + backend);
        }
        System.out.println("SKIPPED: " + what);
        Assumptions.abort(what);
    }

    /** Scales every seeded or racing suite: 1 is about a minute. */
    public static int effort() {
        return Math.max(1, Integer.getInteger("spotdock.test.effort", 1));
    }

    /** Seed of what is random in a test; printed, so that a failure can be repeated. */
    public static long seed() {
        long seed = Long.getLong("spotdock.test.seed", System.nanoTime());
        System.out.println("-Dspotdock.test.seed=" + seed);
        return seed;
    }

    private static Path folder() {
        return Path.of("target", "spotdock").toAbsolutePath();
    }

    /** Where all installations unpack their servers: it takes longer than a start. */
    static Path binaries() {
        return folder().resolve("bin");
    }

    /** A folder of its own below {@code target/}, kept after the test. */
    public static Path newFolder(String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(folder()), name);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
