package dev.spotdock.web.embedded;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The servers that run beside the application when none are configured.
 *
 * @param dataDir where their data, passwords, logs and programs are; one process at a time; unset:
 *     {@code .spotdock} in the user's home
 * @param binariesDir where their programs are unpacked; unset: in the data folder. Several data
 *     folders may share it
 * @param startTimeout for one server, crash recovery included
 * @param stopTimeout for one server; afterwards it is killed, which costs nothing but a recovery
 */
@ConfigurationProperties("spotdock.embedded")
record EmbeddedProperties(
        @Nullable Path dataDir,
        @Nullable Path binariesDir,
        @DefaultValue("120s") Duration startTimeout,
        @DefaultValue("30s") Duration stopTimeout) {

    Path folder() {
        Path folder =
                dataDir == null ? Path.of(System.getProperty("user.home"), ".spotdock") : dataDir;
        return folder.toAbsolutePath().normalize();
    }

    Path binaries() {
        return binariesDir == null
                ? folder().resolve("bin")
                : binariesDir.toAbsolutePath().normalize();
    }
}
