package dev.spotdock.compute.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.AddSimulatedNode;
import dev.spotdock.compute.CordonNode;
import dev.spotdock.compute.DrainNode;
import dev.spotdock.compute.NodeCordoned;
import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeDrainStarted;
import dev.spotdock.compute.NodeLost;
import dev.spotdock.compute.NodeRegistered;
import dev.spotdock.compute.NodeRejection;
import dev.spotdock.compute.NodeRemoved;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.NodeUncordoned;
import dev.spotdock.compute.RemoveNode;
import dev.spotdock.compute.UncordonNode;
import dev.spotdock.compute.node.Nodes;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class NodeLifeTests {

    private static final String NODE = "sim-1";

    private final World world = new World();

    @BeforeEach
    void nodesAreThere() {
        world.tick();
        world.events.clear();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void cordonedStaysCordonedWhateverIsSeen() {
        assertThat(done(new CordonNode(NODE, world.now)).state()).isEqualTo(NodeState.CORDONED);
        world.tick(3);
        world.killAndRestart();
        world.tick(3);
        assertThat(state()).isEqualTo(NodeState.CORDONED);
        assertThat(told()).containsExactly("NodeCordoned");
    }

    @Test
    void whatRunsOnACordonedNodeGoesOn() {
        AllocationId id = world.launch("serve");
        world.tick();
        done(new CordonNode(NODE, world.now));
        world.tick(3);
        assertThat(world.told(id)).containsExactly("started");
    }

    @Test
    void everythingCanBeRepeated() {
        for (int i = 0; i < 2; i++) {
            done(new CordonNode(NODE, world.now));
        }
        for (int i = 0; i < 2; i++) {
            done(new DrainNode(NODE, world.now));
        }
        done(new CordonNode(NODE, world.now)); // does not end the drain
        assertThat(state()).isEqualTo(NodeState.DRAINED);
        for (int i = 0; i < 2; i++) {
            done(new UncordonNode(NODE, world.now));
        }
        assertThat(state()).isEqualTo(NodeState.READY);
        assertThat(told()).containsExactly("NodeCordoned", "NodeDrainStarted", "NodeUncordoned");
    }

    @Test
    void aDrainCordonsFirstAndEndsWhenNothingIsLeft() {
        AllocationId id = world.launch("serve");
        world.tick();
        assertThat(done(new DrainNode(NODE, world.now)).state()).isEqualTo(NodeState.DRAINING);
        assertThat(told()).containsExactly("NodeCordoned", "NodeDrainStarted");
        world.tick(3);
        assertThat(state()).isEqualTo(NodeState.DRAINING);
        world.stop(id);
        world.tick(3);
        assertThat(state()).isEqualTo(NodeState.DRAINED);
        done(new UncordonNode(NODE, world.now));
        assertThat(state()).isEqualTo(NodeState.READY);
    }

    @Test
    void aCordonedNodeThatChangedIsNotForSale() {
        done(new CordonNode(NODE, world.now));
        world.jdbc.sql("update compute.node set cpu_millis = 1").update();
        world.tick();
        assertThat(told()).containsExactly("NodeCordoned", "NodeCordoned");
        assertThat(world.events.getLast())
                .isEqualTo(
                        new NodeCordoned(
                                NODE, "default", new Resources(8000, 32768, 0), world.now));
    }

    @Test
    void aCordonOutlivesTheLossOfTheNode() {
        done(new CordonNode(NODE, world.now));
        loseNode();
        assertThat(state()).isEqualTo(NodeState.LOST);
        world.provider.unreachable = false;
        world.tick();
        assertThat(state()).isEqualTo(NodeState.CORDONED);
        assertThat(told()).containsExactly("NodeCordoned", "NodeLost", "NodeCordoned");
    }

    @Test
    void aLostNodeIsForSaleOnlyWhenItIsBack() {
        done(new CordonNode(NODE, world.now));
        loseNode();
        assertThat(done(new UncordonNode(NODE, world.now)).state()).isEqualTo(NodeState.LOST);
        assertThat(told()).containsExactly("NodeCordoned", "NodeLost");
        world.provider.unreachable = false;
        world.tick();
        assertThat(told()).containsExactly("NodeCordoned", "NodeLost", "NodeRegistered");
    }

    static Stream<BiFunction<String, Instant, Command<Outcome<NodeDetails, NodeRejection>>>>
            commands() {
        return Stream.of(CordonNode::new, UncordonNode::new, DrainNode::new, RemoveNode::new);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void anUnknownNodeIsRefused(
            BiFunction<String, Instant, Command<Outcome<NodeDetails, NodeRejection>>> command) {
        assertThat(world.send(command.apply("nowhere", world.now)))
                .isEqualTo(Outcome.refused(new NodeRejection.UnknownNode("nowhere")));
        assertThat(told()).isEmpty();
    }

    @Test
    void aNodeWithWorkIsNotRemovedUntilNothingIsLeft() {
        AllocationId id = world.launch("serve");
        world.tick();
        assertThat(remove(NODE)).isEqualTo(hasWork(NodeState.READY));
        done(new DrainNode(NODE, world.now));
        assertThat(remove(NODE)).isEqualTo(hasWork(NodeState.DRAINING));
        world.provider.beforeRemove =
                _ -> {
                    throw new IllegalStateException("not yet");
                };
        world.stop(id);
        world.tick(3);
        assertThat(world.told(id)).containsExactly("started", "STOPPED");
        assertThat(remove(NODE)).isEqualTo(hasWork(NodeState.DRAINING)); // not cleared away yet
        world.provider.beforeRemove = _ -> {};
        world.tick(3);
        assertThat(done(new RemoveNode(NODE, world.now)).state()).isEqualTo(NodeState.DRAINED);
        assertThat(told()).containsExactly("NodeCordoned", "NodeDrainStarted", "NodeRemoved");
    }

    @Test
    void aRemovedSimulatedNodeStaysAwayEvenIfItIsConfigured() {
        world.send(new AddSimulatedNode("mine", "default", new Resources(1, 6, 0), world.now));
        for (String node : List.of(NODE, "mine")) {
            done(new RemoveNode(node, world.now));
        }
        world.tick(3);
        world.restart();
        world.loseProvidersMemory();
        world.tick();
        world.now = world.now.plusSeconds(70);
        world.tick(2);
        assertThat(world.bean(Nodes.class).all()).isEmpty();
        assertThat(told()).containsExactly("NodeRegistered", "NodeRemoved", "NodeRemoved");
    }

    @Test
    void aRemovedNodeCanBeAddedAgain() {
        done(new CordonNode(NODE, world.now));
        done(new RemoveNode(NODE, world.now));
        Resources other = new Resources(500, 512, 0);
        world.send(new AddSimulatedNode(NODE, "default", other, world.now));
        world.tick(2);
        assertThat(state()).isEqualTo(NodeState.READY);
        assertThat(world.bean(Nodes.class).all().getFirst().capacity()).isEqualTo(other);
        assertThat(told()).containsExactly("NodeCordoned", "NodeRemoved", "NodeRegistered");
    }

    @Test
    void aNodeThatItsProviderStillReportsIsNotRemoved() {
        world.jdbc.sql("update compute.node set provider = 'docker'").update();
        assertThat(remove(NODE))
                .isEqualTo(
                        Outcome.refused(
                                new NodeRejection.StillThere(NODE, "docker", NodeState.READY)));
        world.jdbc.sql("update compute.node set state = 'LOST'").update();
        assertThat(remove(NODE)).isInstanceOf(Outcome.Done.class);
        world.tick();
        assertThat(state()).isEqualTo(NodeState.READY); // back, as no node of ours keeps it away
    }

    @Test
    void aLostNodeIsRemovedOnceItsWorkIsToldAsLost() {
        AllocationId id = world.launch("serve");
        world.tick();
        loseNode();
        assertThat(world.told(id)).containsExactly("started", "NODE_LOST");
        assertThat(world.isFinished(id)).isFalse(); // its container may still be there
        done(new RemoveNode(NODE, world.now));
        assertThat(world.isFinished(id)).isTrue();
        AllocationId late = world.launch("serve");
        assertThat(remove(NODE)).isInstanceOf(Outcome.Refused.class);
        world.tick();
        assertThat(world.told(late)).containsExactly("NODE_LOST");
    }

    @Test
    void workThatComesToARemovedNodeIsLostAtOnce() {
        done(new RemoveNode(NODE, world.now));
        AllocationId id = world.launch("serve");
        world.tick(2);
        assertThat(world.told(id)).containsExactly("NODE_LOST");
        assertThat(world.isFinished(id)).isTrue();
        assertThat(world.provider.calls("launch")).isEmpty();
    }

    @Test
    void aLookThatSawTheNodeBeforeItsRemovalDoesNotBringItBack() {
        world.provider.afterNodes = () -> done(new RemoveNode(NODE, world.now));
        world.run("nodes");
        world.provider.afterNodes = () -> {};
        assertThat(world.bean(Nodes.class).all()).isEmpty();
        assertThat(told()).containsExactly("NodeRemoved");
    }

    /** Either the removal is refused, or the workload finds no node and is lost: never both. */
    @Test
    void removalAndLaunchNeverBothSucceed() throws Exception {
        for (int round = 0; round < 20; round++) {
            String node = "race-" + round;
            world.send(
                    new AddSimulatedNode(
                            node, "default", new Resources(8000, 32768, 0), world.now));
            AllocationId id = new AllocationId(UUID.randomUUID());
            CyclicBarrier start = new CyclicBarrier(2);
            CompletableFuture<?> launch =
                    CompletableFuture.runAsync(() -> {
                        await(start);
                        world.send(world.intentOn(node, id, "any", "serve"));
                    });
            await(start);
            boolean removed = remove(node) instanceof Outcome.Done;
            launch.get();
            world.tick(2);
            assertThat(world.told(id)).containsExactly(removed ? "NODE_LOST" : "started");
        }
    }

    @Test
    void aLaunchWaitsForARemovalUnderWay() {
        AllocationId id = new AllocationId(UUID.randomUUID());
        whileUnderWay(new RemoveNode(NODE, world.now), world.intentOn(NODE, id, "any", "serve"));
        world.tick(2);
        assertThat(world.told(id)).containsExactly("NODE_LOST");
    }

    @Test
    void aRemovalWaitsForALaunchUnderWay() {
        AllocationId id = new AllocationId(UUID.randomUUID());
        Object answer =
                whileUnderWay(
                        world.intentOn(NODE, id, "any", "serve"), new RemoveNode(NODE, world.now));
        assertThat(answer).isEqualTo(hasWork(NodeState.READY));
        world.tick(2);
        assertThat(world.told(id)).containsExactly("started");
    }

    /** Sends another command while one is not committed yet: it must wait. */
    private @Nullable Object whileUnderWay(Command<?> first, Command<?> second) {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        new TransactionTemplate(world.bean(PlatformTransactionManager.class))
                .executeWithoutResult(_ -> {
                    world.send(first);
                    answer.completeAsync(() -> world.send(second), Thread::startVirtualThread);
                    Awaitility.await("the second one waits")
                            .until(() -> answer.isDone() || isWaiting());
                    assertThat(answer).as("%s waits for %s", second, first).isNotDone();
                });
        return answer.join();
    }

    /** Asked past the transaction under way, on a connection of its own. */
    private boolean isWaiting() {
        return CompletableFuture.supplyAsync(
                                () ->
                                        world.jdbc
                                                .sql(
                                                        "select count(*) from pg_stat_activity"
                                                                + " where wait_event_type = 'Lock'")
                                                .query(Long.class)
                                                .single(),
                                Thread::startVirtualThread)
                        .join()
                > 0;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void loseNode() {
        world.provider.unreachable = true;
        world.tick();
        world.now = world.now.plusSeconds(60);
        world.tick(2);
    }

    private NodeDetails done(Command<Outcome<NodeDetails, NodeRejection>> command) {
        if (world.send(command) instanceof Outcome.Done<NodeDetails, NodeRejection>(var node)) {
            return node;
        }
        throw new AssertionError("refused: " + command);
    }

    private Outcome<NodeDetails, NodeRejection> remove(String node) {
        return world.send(new RemoveNode(node, world.now));
    }

    private static Outcome<NodeDetails, NodeRejection> hasWork(NodeState state) {
        return Outcome.refused(new NodeRejection.HasWork(NODE, state));
    }

    private NodeState state() {
        return world.bean(Nodes.class).all().getFirst().state();
    }

    /** What was told of nodes, in order. */
    private List<String> told() {
        return world.events.stream()
                .filter(event ->
                        event instanceof NodeCordoned
                                || event instanceof NodeUncordoned
                                || event instanceof NodeDrainStarted
                                || event instanceof NodeRemoved
                                || event instanceof NodeRegistered
                                || event instanceof NodeLost)
                .map(event -> event.getClass().getSimpleName())
                .toList();
    }
}
