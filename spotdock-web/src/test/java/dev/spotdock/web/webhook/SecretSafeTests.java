package dev.spotdock.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.web.WebFixture;
import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class SecretSafeTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final UUID HERE = new UUID(1, 1);
    private static final UUID ELSEWHERE = new UUID(1, 2);

    private final SigningSecret secret = SigningSecret.generate(new SecureRandom());

    private static SecretSafe safe(String... settings) {
        return new SecretSafe(HookSettings.of(settings), web.bean(JdbcClient.class));
    }

    @Test
    void whatIsLockedIsUnlockedByEveryInstance() {
        byte[] locked = safe().lock(HERE, secret);
        assertThat(safe().unlock(HERE, locked).text()).isEqualTo(secret.text());
        assertThat(safe().lock(HERE, secret)).isNotEqualTo(locked);
    }

    @Test
    void notForAnotherEndpointNorWithAnotherKeyNorChanged() {
        byte[] locked = safe().lock(HERE, secret);
        assertThatThrownBy(() -> safe().unlock(ELSEWHERE, locked))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> safe("secret-key=" + "0123456789".repeat(4)).unlock(HERE, locked))
                .hasMessageContaining("was spotdock.webhooks.secret-key changed");
        locked[locked.length - 1] ^= 1;
        assertThatThrownBy(() -> safe().unlock(HERE, locked))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> safe().unlock(HERE, new byte[] {2, 0, 0}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKeyThatIsTooShortIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> safe("secret-key=short-key"))
                .hasMessage(
                        "spotdock.webhooks.secret-key must have at least 32 characters, but has 9");
        assertThat(HookSettings.of("secret-key=short-key").toString()).doesNotContain("short-key");
    }
}
