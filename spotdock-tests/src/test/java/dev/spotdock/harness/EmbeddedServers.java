package dev.spotdock.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the servers of a data folder listen, read from what SpotDock keeps there. */
final class EmbeddedServers {

    private EmbeddedServers() {}

    static Deployment of(Path dataFolder, URI base) {
        Path postgres = dataFolder.resolve("postgres");
        Path redis = dataFolder.resolve("redis");
        return new Deployment(
                base,
                "jdbc:postgresql://127.0.0.1:%s/spotdock".formatted(line(postgres, "port")),
                "spotdock",
                line(postgres, "password"),
                "127.0.0.1",
                Integer.parseInt(line(redis, "port")),
                line(redis, "password"));
    }

    private static String line(Path folder, String file) {
        try {
            return Files.readString(folder.resolve(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
