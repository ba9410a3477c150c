package dev.spotdock.kernel.message;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether PostgreSQL answers, for whoever has something to say without it and must not wait for it;
 * filled by the composition root.
 */
public interface DatabasePulse {

    /**
     * Since when it has answered without a break.
     *
     * @return empty while it does not; that is noticed about a second later
     */
    Optional<Instant> answersSince();

    default boolean answers() {
        return answersSince().isPresent();
    }
}
