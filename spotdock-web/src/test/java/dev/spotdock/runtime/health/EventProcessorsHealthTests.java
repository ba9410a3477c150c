package dev.spotdock.runtime.health;

import static dev.spotdock.runtime.health.EventProcessorsHealthIndicator.FAILING;
import static dev.spotdock.runtime.health.EventProcessorsHealthIndicator.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class EventProcessorsHealthTests {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final Optional<Instant> AWAY = Optional.empty();
    private static final Optional<Instant> JUST_BACK = Optional.of(NOW.minusSeconds(75));
    private static final Optional<Instant> LONG_BACK = Optional.of(NOW.minusSeconds(76));

    private static Status status(Optional<Instant> answersSince, String... states) {
        return EventProcessorsHealthIndicator.status(List.of(states), answersSince, NOW);
    }

    @Test
    void failuresAreNoReasonWhilePostgresIsAwayAndUntilTheyHaveTriedAgain() {
        assertThat(status(AWAY, "running", FAILING)).isEqualTo(Degraded.STATUS);
        assertThat(status(JUST_BACK, "running", FAILING)).isEqualTo(Degraded.STATUS);
        assertThat(status(LONG_BACK, "running", FAILING)).isEqualTo(Status.DOWN);
        assertThat(status(AWAY, "running")).isEqualTo(Status.UP);
    }

    @Test
    void oneThatStandsStillIsAReasonInAnyCase() {
        assertThat(status(AWAY, STOPPED, FAILING)).isEqualTo(Status.DOWN);
        assertThat(status(LONG_BACK, "running", STOPPED)).isEqualTo(Status.DOWN);
    }
}
