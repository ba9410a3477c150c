package dev.spotdock.runtime.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class DatabaseClockTests {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration ROUND_TRIP_MAX = Duration.ofMillis(200);

    private Instant machine = NOON;
    private final DatabaseClock clock = new DatabaseClock(() -> machine, ROUND_TRIP_MAX);

    @Test
    void followsTheDatabaseAndCountsWholeMilliseconds() {
        clock.sample(NOON, NOON.plusMillis(1510).plusNanos(999), NOON.plusMillis(20));
        machine = NOON.plusSeconds(1).plusNanos(123_456);
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(2500));
    }

    @Test
    void neverGoesBackwards() {
        assertThat(clock.instant()).isEqualTo(NOON);
        clock.sample(NOON, NOON.minusSeconds(10), NOON);
        assertThat(clock.instant()).isEqualTo(NOON);
        machine = NOON.plusSeconds(11);
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void ignoresASampleThatTookTooLongUnlessItIsTheFirst() {
        clock.sample(NOON, NOON.plusSeconds(3), NOON.plusSeconds(2));
        assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(2));
        clock.sample(NOON, NOON.plusSeconds(50), NOON.plusSeconds(2));
        assertThat(clock.offset()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void moreThanTwoSecondsOfSkewAreNotReady() {
        var properties =
                new ClockProperties(Duration.ofSeconds(5), Duration.ofSeconds(2), ROUND_TRIP_MAX);
        var health = new ClockHealthIndicator(clock, properties);
        clock.sample(NOON, NOON.minusSeconds(2), NOON);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        clock.sample(NOON, NOON.minusMillis(2001), NOON);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }
}
