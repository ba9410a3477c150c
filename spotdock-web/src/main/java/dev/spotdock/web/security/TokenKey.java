package dev.spotdock.web.security;

import java.nio.charset.StandardCharsets;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What tokens are signed with: given, or made once for the installation, 256 bits. */
@Component
class TokenKey {

    private static final String NAME = "token-key";
    private static final int LENGTH_MIN = 32;

    private final SecretKey secret;

    /**
     * @throws BootstrapKeyRejected if the given key is too short
     */
    TokenKey(TokenProperties settings, JdbcClient jdbc) {
        String given = settings.key();
        this.secret =
                new SecretKeySpec(
                        given == null || given.isBlank()
                                ? InstallationSecret.of(jdbc, NAME)
                                : checked(given.strip()),
                        "HmacSHA256");
    }

    SecretKey secret() {
        return secret;
    }

    private static byte[] checked(String given) {
        if (given.length() < LENGTH_MIN) {
            throw new BootstrapKeyRejected(
                    "spotdock.web.security.token.key must have at least %d characters, but has %d"
                            .formatted(LENGTH_MIN, given.length()));
        }
        return given.getBytes(StandardCharsets.UTF_8);
    }
}
