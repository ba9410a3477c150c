package dev.spotdock.web.security;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What a password's hash costs, and so what guessing costs.
 *
 * @param memory of one Argon2id hash, at least 1MB
 * @param iterations over that memory
 * @param hashesAtOnce in this process, so that logins take neither all memory nor all processors
 * @param patience how long a login waits for its turn
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html">
 *     19 MiB and 2 iterations: OWASP</a>
 */
@Validated
@ConfigurationProperties("spotdock.web.security.password")
record PasswordProperties(
        @DefaultValue("19MB") DataSize memory,
        @Min(1) @Max(20) @DefaultValue("2") int iterations,
        @Min(1) @Max(64) @DefaultValue("4") int hashesAtOnce,
        @DefaultValue("2s") Duration patience) {}
