package dev.spotdock.compute.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestartTests {

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
    void runningOnesAreAdopted() {
        AllocationId id = world.launch("sleep", "60");
        world.tick();
        world.killAndRestart();
        world.tick(2);
        assertThat(world.told(id)).containsExactly("started");
        assertThat(world.provider.calls("launch")).hasSize(1);
        world.now = world.now.plusSeconds(60);
        world.tick();
        assertThat(world.told(id)).containsExactly("started", "EXITED");
    }

    @Test
    void whatEndedMeanwhileIsToldWithItsInstants() {
        AllocationId id = world.launch("sleep", "60");
        world.tick();
        Instant startedAt = world.now;
        world.killAndRestart();
        world.now = world.now.plusSeconds(3600);
        world.tick();
        assertThat(world.told(id)).containsExactly("started", "EXITED");
        assertThat(world.ended(id).endedAt()).isEqualTo(startedAt.plusSeconds(60));
    }

    @Test
    void launchThatWasCutOffIsAdopted() {
        AllocationId id = new AllocationId(UUID.randomUUID());
        world.provider.afterLaunch =
                _ -> {
                    throw new IllegalStateException("the process dies here");
                };
        world.send(world.intent(id, "any", "serve"));
        world.tick();
        world.provider.afterLaunch = _ -> {};
        assertThat(world.told(id)).isEmpty();
        world.killAndRestart();
        world.tick();
        assertThat(world.told(id)).containsExactly("started");
        assertThat(world.provider.calls("launch")).hasSize(1);
    }

    @Test
    void simulatedWorkloadsAreGoneWithTheProcess() {
        AllocationId id = world.launch("serve");
        world.tick(2);
        Instant lastSeen = world.now;
        world.loseProvidersMemory();
        world.tick();
        assertThat(world.told(id)).containsExactly("started", "NODE_LOST");
        assertThat(world.ended(id).endedAt()).isEqualTo(lastSeen);
    }

    @Test
    void orderlyEndGivesTheNodesBack() {
        world.restart();
        AllocationId id = world.launch("serve");
        world.tick();
        assertThat(world.told(id)).containsExactly("started");
    }

    @Test
    void nodeOfAnotherInstanceIsLeftAlone() {
        world.jdbc
                .sql("update compute.node_lease set holder = gen_random_uuid(), epoch = epoch + 1")
                .update();
        AllocationId id = world.launch("serve");
        world.tick();
        assertThat(world.provider.calls).isEmpty();
        world.jdbc.sql("update compute.node_lease set expires_at = now()").update();
        world.tick();
        assertThat(world.told(id)).containsExactly("started");
    }

    @Test
    void resultOfALostLeaseIsNotRecorded() {
        AllocationId id = new AllocationId(UUID.randomUUID());
        world.provider.afterLaunch =
                _ -> world.jdbc.sql("update compute.node_lease set epoch = epoch + 1").update();
        world.send(world.intent(id, "any", "serve"));
        world.tick();
        assertThat(world.told(id)).isEmpty();
        world.provider.afterLaunch = _ -> {};
        world.tick();
        assertThat(world.told(id)).containsExactly("started");
    }

    @Test
    void strangersOfThisInstallationAreRemovedAfterTheGrace() {
        AllocationId stranger = new AllocationId(UUID.randomUUID());
        world.provider.runs(
                new LaunchSpec(
                        stranger,
                        new BidId(UUID.randomUUID()),
                        "sim-1",
                        World.SHAPE,
                        new ContainerSpec("any", List.of(), Map.of()),
                        Duration.ofSeconds(1)));
        world.tick(10);
        assertThat(world.provider.calls).isEmpty();
        world.tick();
        assertThat(world.provider.calls).containsExactly("remove " + stranger);
        assertThat(world.provider.list("sim-1")).isEmpty();
    }

    @Test
    void whatCameBackAfterItsRemovalIsRemovedAgain() {
        AllocationId id = world.launch("true");
        world.tick(3);
        assertThat(world.isFinished(id)).isTrue();
        world.provider.runs(
                new LaunchSpec(
                        id,
                        new BidId(UUID.randomUUID()),
                        "sim-1",
                        World.SHAPE,
                        new ContainerSpec("any", List.of(), Map.of()),
                        Duration.ofSeconds(1)));
        world.tick(12);
        assertThat(world.provider.list("sim-1")).isEmpty();
        assertThat(world.told(id)).containsExactly("started", "EXITED");
    }
}
