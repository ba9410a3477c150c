package dev.spotdock.compute.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.kernel.id.AllocationId;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ObservationTranslationTests {

    private static final String NEVER = "0001-01-01T00:00:00Z";

    @Test
    void instantsAreWholeMilliseconds() throws IOException {
        Observation ended =
                of("exited", "2026-11-21T10:00:00.123456789Z", "2026-11-21T10:00:01.999999999Z");
        assertThat(ended.startedAt()).isEqualTo(Instant.parse("2026-11-21T10:00:00.123Z"));
        assertThat(ended.endedAt()).isEqualTo(Instant.parse("2026-11-21T10:00:01.999Z"));
    }

    /** Seen on 20.10, by a millisecond. */
    @Test
    void noEndIsBeforeItsStart() throws IOException {
        Observation ended = of("exited", "2026-11-21T21:50:34.312Z", "2026-11-21T21:50:34.311Z");
        assertThat(ended.endedAt()).isEqualTo(ended.startedAt());
    }

    @Test
    void theYearOneIsNever() throws IOException {
        assertThat(of("created", NEVER, NEVER).startedAt()).isNull();
        assertThat(of("dead", NEVER, NEVER).startedAt()).isNull();
        assertThat(of("running", "2026-11-21T21:50:34Z", NEVER).endedAt()).isNull();
    }

    @Test
    void pausedIsRunning() {
        assertThat(ObservationTranslation.phase("paused")).isEqualTo(Phase.RUNNING);
        assertThat(ObservationTranslation.phase("Exited")).isEqualTo(Phase.ENDED);
        assertThat(ObservationTranslation.phase("dead")).isEqualTo(Phase.ENDED);
    }

    private static Observation of(String status, String startedAt, String finishedAt)
            throws IOException {
        String json =
                """
                {"Id": "c1", "State": {"Status": "%s", "ExitCode": 0, "OOMKilled": false,
                 "StartedAt": "%s", "FinishedAt": "%s"}}
                """
                        .formatted(status, startedAt, finishedAt);
        return ObservationTranslation.of(
                new AllocationId(UUID.randomUUID()),
                "docker-1",
                new ObjectMapper().readValue(json, InspectContainerResponse.class),
                "sha256:1");
    }
}
