package dev.spotdock.compute.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.AddSimulatedNode;
import dev.spotdock.compute.NodeLost;
import dev.spotdock.compute.NodeRegistered;
import dev.spotdock.compute.NodeRejection;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.node.Nodes;
import dev.spotdock.compute.node.SimulatedNodes;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LostNodeTests {

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
    void newNodeIsToldOnce() {
        world.tick(10);
        assertThat(registered()).isEqualTo(1);
        assertThat(state()).isEqualTo(NodeState.READY);
    }

    @Test
    void shortSilenceChangesNothing() {
        AllocationId id = world.launch("serve");
        world.tick();
        world.provider.unreachable = true;
        world.tick(59);
        world.provider.unreachable = false;
        world.tick();
        assertThat(world.told(id)).containsExactly("started");
        assertThat(state()).isEqualTo(NodeState.READY);
        assertThat(registered()).isEqualTo(1);
    }

    @Test
    void longSilenceLosesTheNodeAndItsWorkloads() {
        AllocationId runs = world.launch("serve");
        world.tick();
        Instant lastSeen = world.now;
        world.provider.unreachable = true;
        world.tick();
        AllocationId waits = world.launch("serve");
        world.tick(65);
        assertThat(state()).isEqualTo(NodeState.LOST);
        assertThat(world.events).filteredOn(NodeLost.class::isInstance).hasSize(1);
        assertThat(world.told(runs)).containsExactly("started", "NODE_LOST");
        assertThat(world.ended(runs).endedAt()).isEqualTo(lastSeen);
        assertThat(world.told(waits)).containsExactly("NODE_LOST");
        assertThat(world.ended(waits).startedAt()).isNull();

        world.provider.unreachable = false;
        world.tick(3);
        assertThat(state()).isEqualTo(NodeState.READY);
        assertThat(registered()).isEqualTo(2);
        assertThat(world.provider.list("sim-1")).isEmpty(); // what still ran there is stopped
        assertThat(world.isFinished(runs)).isTrue();
        assertThat(world.told(runs)).containsExactly("started", "NODE_LOST");
    }

    @Test
    void ownDowntimeLosesNoNode() {
        AllocationId id = world.launch("serve");
        world.tick();
        world.now = world.now.plusSeconds(3600);
        world.killAndRestart();
        world.provider.unreachable = true;
        world.tick(30);
        assertThat(state()).isEqualTo(NodeState.READY);
        world.provider.unreachable = false;
        world.tick();
        assertThat(world.told(id)).containsExactly("started");
    }

    @Test
    void stopOfANeverLaunchedOneNeedsNoProvider() {
        world.provider.unreachable = true;
        AllocationId id = world.launch("serve");
        world.stop(id);
        world.tick();
        assertThat(world.told(id)).containsExactly("STOPPED");
    }

    @Test
    void statusFollowsTheProvider() {
        assertThat(world.status().answers()).isTrue();
        Instant answeredAt = world.now;
        world.provider.unreachable = true;
        world.tick();
        assertThat(world.status().answers()).isFalse();
        assertThat(world.status().answeredAt()).isEqualTo(answeredAt);
        assertThat(world.status().provider()).isEqualTo("simulated");
    }

    @Test
    void nodeAddedByHandIsOfferedAtOnceAndKept() {
        Resources big = new Resources(64_000, 65_536, 8);
        assertThat(world.send(new AddSimulatedNode("gpu-1", "gpu", big, world.now)))
                .isInstanceOf(Outcome.Done.class);
        assertThat(registered()).isEqualTo(2);
        assertThat(world.bean(Nodes.class).all()).extracting("name").contains("gpu-1", "sim-1");
        assertThat(world.bean(SimulatedNodes.class).changed(List.of()))
                .extracting("name")
                .containsExactly("gpu-1");
    }

    @Test
    void takenNamesAreRefused() {
        Resources small = new Resources(1000, 1024, 0);
        world.send(new AddSimulatedNode("mine", "default", small, world.now));
        for (String taken : new String[] {"sim-1", "mine"}) {
            assertThat(world.send(new AddSimulatedNode(taken, "default", small, world.now)))
                    .isEqualTo(Outcome.refused(new NodeRejection.NameTaken(taken)));
        }
        assertThat(registered()).isEqualTo(2);
    }

    private long registered() {
        return world.events.stream().filter(NodeRegistered.class::isInstance).count();
    }

    private NodeState state() {
        return world.bean(Nodes.class).all().getFirst().state();
    }
}
