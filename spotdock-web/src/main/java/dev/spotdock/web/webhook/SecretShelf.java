package dev.spotdock.web.webhook;

import dev.spotdock.web.security.Caller;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The endpoints' secrets: made, locked, and taken out to sign. */
@Component
class SecretShelf {

    private final WebhookTable table;
    private final SecretSafe safe;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    SecretShelf(WebhookTable table, SecretSafe safe, InstantSource clock) {
        this.table = table;
        this.safe = safe;
        this.clock = clock;
    }

    /** The wanted one, or a new one. */
    SigningSecret given(@Nullable SigningSecret wanted) {
        return wanted == null ? SigningSecret.generate(random) : wanted;
    }

    byte[] locked(UUID endpoint, SigningSecret secret) {
        return safe.lock(endpoint, secret);
    }

    /** What signs a call of an endpoint now: the latest first. */
    List<SigningSecret> of(Caller caller, UUID endpoint) {
        WebhookTable.Locked locked =
                table.secrets(caller.accountId(), endpoint, clock.instant())
                        .orElseThrow(Webhooks::unknown);
        return unlocked(endpoint, locked.secret(), locked.previous());
    }

    /**
     * The same of what is at hand.
     *
     * @throws IllegalStateException if it cannot be read
     */
    List<SigningSecret> unlocked(UUID endpoint, byte[] secret, byte @Nullable [] previous) {
        List<SigningSecret> secrets = new ArrayList<>();
        secrets.add(safe.unlock(endpoint, secret));
        if (previous != null) {
            secrets.add(safe.unlock(endpoint, previous));
        }
        return secrets;
    }
}
