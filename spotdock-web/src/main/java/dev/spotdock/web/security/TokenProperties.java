package dev.spotdock.web.security;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Tokens for accounts that log in. The key is checked by {@link TokenKey}, whose message does not
 * repeat it.
 *
 * @param key what tokens are signed with, at least 32 characters, the same on all instances; null:
 *     one is made and kept in the database
 * @param lifetime from issue to expiry, at most 24 hours
 * @param issuer who says that they made it
 * @param audience whom it is for
 */
@Validated
@ConfigurationProperties("spotdock.web.security.token")
record TokenProperties(
        @Nullable String key,
        @DefaultValue("15m") Duration lifetime,
        @NotBlank @DefaultValue("spotdock") String issuer,
        @NotBlank @DefaultValue("spotdock-api") String audience) {

    private static final Duration LIFETIME_MAX = Duration.ofHours(24);

    TokenProperties {
        if (lifetime.toSeconds() < 1 || lifetime.compareTo(LIFETIME_MAX) > 0) {
            throw new IllegalArgumentException("lifetime must be from 1s to 24h");
        }
    }

    /** The key is a secret. */
    @Override
    public String toString() {
        return "TokenProperties[lifetime=%s, issuer=%s, audience=%s]"
                .formatted(lifetime, issuer, audience);
    }
}
