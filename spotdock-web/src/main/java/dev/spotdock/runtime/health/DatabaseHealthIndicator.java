package dev.spotdock.runtime.health;

import dev.spotdock.kernel.message.DatabasePulse;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Ready, but degraded, while PostgreSQL does not answer: bids on lots are accepted without it. In
 * the place of Spring Boot's own, which would be down, and wait for a connection to say so.
 */
@Component("dbHealthIndicator")
final class DatabaseHealthIndicator implements HealthIndicator {

    private final DatabasePulse pulse;

    DatabaseHealthIndicator(DatabasePulse pulse) {
        this.pulse = pulse;
    }

    @Override
    public Health health() {
        return pulse.answers()
                ? Health.up().build()
                : Health.status(Degraded.STATUS)
                        .withDetail(
                                "reason",
                                "PostgreSQL does not answer: bids on lots are accepted, all else is"
                                        + " answered 503")
                        .build();
    }
}
