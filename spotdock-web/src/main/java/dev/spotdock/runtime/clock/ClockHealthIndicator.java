package dev.spotdock.runtime.clock;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Not ready while this machine's clock is too far from PostgreSQL's. */
@Component
final class ClockHealthIndicator implements HealthIndicator {

    private final DatabaseClock clock;
    private final ClockProperties properties;

    ClockHealthIndicator(DatabaseClock clock, ClockProperties properties) {
        this.clock = clock;
        this.properties = properties;
    }

    @Override
    public Health health() {
        Duration skew = clock.offset().abs();
        Health.Builder health =
                skew.compareTo(properties.skewMax()) > 0 ? Health.down() : Health.up();
        return health.withDetail("skew", skew.toString()).build();
    }
}
