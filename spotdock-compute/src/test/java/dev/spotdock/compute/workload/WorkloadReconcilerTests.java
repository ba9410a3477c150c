package dev.spotdock.compute.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.kernel.id.AllocationId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkloadReconcilerTests {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void launchesReportsAndClearsAway() {
        world.tick();
        AllocationId id = world.launch("sleep", "5");
        world.tick();
        assertThat(world.told(id)).containsExactly("started");
        assertThat(world.started(id).startedAt()).isEqualTo(world.now);

        world.tick(5);
        WorkloadEnded ended = world.ended(id);
        assertThat(world.told(id)).containsExactly("started", "EXITED");
        assertThat(ended.exitCode()).isZero();
        assertThat(ended.endedAt()).isEqualTo(world.started(id).startedAt().plusSeconds(5));

        world.tick(2);
        assertThat(world.isFinished(id)).isTrue();
        assertThat(world.provider.calls)
                .containsExactly("launch " + id, "log " + id, "remove " + id);
        assertThat(world.told(id)).containsExactly("started", "EXITED");
    }
}
