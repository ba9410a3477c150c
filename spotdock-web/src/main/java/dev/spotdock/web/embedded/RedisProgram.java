package dev.spotdock.web.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Redis server program that runs on this machine: the packaged one, which needs OpenSSL 3, or the
 * one installed.
 */
record RedisProgram(Path path, String version) {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("Redis server v=(\\d+\\.\\d+\\.\\d+)");

    String major() {
        return version.substring(0, version.indexOf('.'));
    }

    /**
     * The program for these data. The first choice is recorded: another major version would convert
     * them, or come up empty without a word.
     *
     * @param record file with the major version that wrote the data
     * @throws EmbeddedServerFailure if none runs here, or none of the recorded version
     */
    static RedisProgram choose(Binaries binaries, Path record)
            throws IOException, InterruptedException, TimeoutException {
        List<RedisProgram> usable = new ArrayList<>();
        probe(binaries.redis(), record).ifPresent(usable::add);
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            Path installed = Path.of(folder, "redis-server");
            if (Files.isExecutable(installed)) {
                probe(installed.toRealPath(), record).ifPresent(usable::add);
            }
        }
        if (usable.isEmpty()) {
            throw new EmbeddedServerFailure(
                    "The packaged Redis does not run on this machine (it needs OpenSSL 3), and"
                            + " there is no redis-server on the PATH",
                    "Install redis-server, or set spring.data.redis.url.");
        }
        if (Files.notExists(record)) {
            Files.writeString(record, usable.getFirst().major());
            return usable.getFirst();
        }
        String recorded = Files.readString(record).strip();
        return usable.stream()
                .filter(program -> program.major().equals(recorded))
                .findFirst()
                .orElseThrow(() -> wrongMajor(record, recorded, usable));
    }

    private static EmbeddedServerFailure wrongMajor(
            Path record, String recorded, List<RedisProgram> usable) {
        return new EmbeddedServerFailure(
                "The data in %s belong to Redis %s, but there is only %s here"
                        .formatted(
                                record.getParent(),
                                recorded,
                                usable.stream().map(RedisProgram::version).toList()),
                "Install that version, or remove the folder while SpotDock is stopped: the order"
                        + " book is rebuilt from PostgreSQL.");
    }

    /** Only a program called redis-server that tells its version is one. */
    private static Optional<RedisProgram> probe(Path program, Path record)
            throws InterruptedException, TimeoutException {
        try {
            Path log = record.resolveSibling("program.log");
            Matcher version =
                    VERSION.matcher(
                            Program.run(List.of(program.toString(), "--version"), log, TIMEOUT)
                                    .output());
            return version.find()
                    ? Optional.of(new RedisProgram(program, version.group(1)))
                    : Optional.empty();
        } catch (IOException doesNotRunHere) {
            return Optional.empty();
        }
    }
}
