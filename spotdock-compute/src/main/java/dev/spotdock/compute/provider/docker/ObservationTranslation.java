package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the engine says of a container, as an observation. */
final class ObservationTranslation {

    private ObservationTranslation() {}

    /**
     * The container's observation.
     *
     * @param image what it was made from
     */
    static Observation of(
            AllocationId allocationId, String node, InspectContainerResponse found, String image) {
        ContainerState state = found.getState();
        Phase phase = phase(Objects.toString(state.getStatus(), ""));
        boolean ended = phase == Phase.ENDED;
        Long exitCode = state.getExitCodeLong();
        Instant startedAt = phase == Phase.CREATED ? null : instant(state.getStartedAt());
        return new Observation(
                allocationId,
                node,
                found.getId(),
                phase == Phase.CREATED ? null : image,
                phase,
                startedAt,
                ended ? notBefore(startedAt, instant(state.getFinishedAt())) : null,
                ended && exitCode != null ? exitCode.intValue() : null,
                ended && Boolean.TRUE.equals(state.getOOMKilled()));
    }

    /** Paused by somebody's hand is running: it holds its memory. */
    static Phase phase(String status) {
        return switch (status.toLowerCase(Locale.ROOT)) {
            case "created" -> Phase.CREATED;
            case "running", "paused", "restarting" -> Phase.RUNNING;
            default -> Phase.ENDED;
        };
    }

    /**
     * The engine takes the two from different processes, and a quick exit may precede its start.
     */
    private static @Nullable Instant notBefore(
            @Nullable Instant startedAt, @Nullable Instant endedAt) {
        return startedAt != null && endedAt != null && endedAt.isBefore(startedAt)
                ? startedAt
                : endedAt;
    }

    /** The engine's way to say never is the year 1. */
    private static @Nullable Instant instant(@Nullable String text) {
        if (text == null || text.isEmpty() || text.startsWith("0001-")) {
            return null;
        }
        return Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
    }
}
