package dev.spotdock.compute.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.ReadLog;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkloadLogTests {

    private final World world = new World();

    @BeforeEach
    void nodesAreThere() {
        world.tick();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void runningOneIsReadFromItsProvider() {
        AllocationId id = world.launch("serve");
        assertThat(world.log(id).bytes()).isEmpty();
        world.tick();
        assertThat(new String(world.log(id).bytes(), UTF_8)).isEqualTo("started on sim-1\n");
        assertThat(world.log(id).complete()).isFalse();
    }

    @Test
    void endOfTheOutputIsKeptAndCut() {
        AllocationId id = world.launch("echo", "x".repeat(200));
        world.tick(2);
        String kept = new String(world.log(id).bytes(), UTF_8);
        assertThat(kept).hasSize(100).endsWith("x\nended with exit code 0\n");
        byte[] tail =
                world.bean(WorkloadLogQueries.class).on(new ReadLog(id, 7)).orElseThrow().bytes();
        assertThat(new String(tail, UTF_8)).isEqualTo("code 0\n");
    }

    @Test
    void unknownOneHasNone() {
        AllocationId unknown = new AllocationId(UUID.randomUUID());
        assertThat(world.bean(WorkloadLogQueries.class).on(new ReadLog(unknown, 10))).isEmpty();
    }

    @Test
    void whatNeverRanHasAnEmptyOneThatIsComplete() {
        AllocationId id = world.launchImage("missing/image");
        world.tick(2);
        assertThat(world.log(id).bytes()).isEmpty();
        assertThat(world.log(id).complete()).isTrue();
    }

    @Test
    void oldOnesAreRemovedAfterSevenDays() {
        AllocationId old = world.launch("true");
        world.tick(2);
        world.now = world.now.plus(Duration.ofDays(7));
        AllocationId young = world.launch("true");
        world.tick(2);
        world.run("workload-logs");
        assertThat(world.log(old).bytes()).isEmpty();
        assertThat(world.log(old).complete()).isTrue();
        assertThat(world.log(young).bytes()).isNotEmpty();
    }
}
