package dev.spotdock.web.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides when to try, and when to give up. Pure: all it knows are the settings. */
@Component
final class RetryPlan {

    private static final int PERCENT = 100;

    private final WebhookProperties settings;

    RetryPlan(WebhookProperties settings) {
        this.settings = settings;
    }

    /**
     * When to try again.
     *
     * @param made attempts until now
     * @param dice 0 to below 1, for the jitter
     * @param retryAfter what the receiver has asked for
     * @return empty if no attempt is left
     */
    Optional<Instant> next(int made, Instant now, double dice, @Nullable Duration retryAfter) {
        if (made >= settings.attempts().size()) {
            return Optional.empty();
        }
        Duration pause = settings.attempts().get(made);
        long jitter = (long) (pause.toMillis() * dice * settings.jitter() / PERCENT);
        Duration planned = pause.plusMillis(jitter);
        return Optional.of(now.plus(longer(planned, bounded(retryAfter))));
    }

    /** When to try for the first time. */
    Instant first(Instant now) {
        return now.plus(settings.attempts().getFirst());
    }

    private Duration bounded(@Nullable Duration asked) {
        if (asked == null) {
            return Duration.ZERO;
        }
        return asked.compareTo(settings.retryAfterMax()) < 0 ? asked : settings.retryAfterMax();
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** Whether an endpoint has failed for so long that nobody is there any more. */
    boolean isOver(@Nullable Instant failingSince, Instant now) {
        return failingSince != null && !now.isBefore(failingSince.plus(settings.disableAfter()));
    }

    /** How many calls at a time an endpoint is trusted with, after one: more only step by step. */
    int callsAtOnce(int before, Reply reply) {
        return reply.succeeded() && reply.took().compareTo(settings.slowAfter()) < 0
                ? Math.min(before + 1, settings.callsPerEndpoint())
                : 1;
    }
}
