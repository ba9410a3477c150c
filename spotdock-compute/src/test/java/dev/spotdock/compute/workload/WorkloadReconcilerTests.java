package dev.spotdock.compute.workload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.LaunchWorkload;
import dev.spotdock.compute.WorkloadEnd;
import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.compute.node.NodeLeases;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadReconcilerTests {

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
    void launchesReportsAndClearsAway() {
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

    @Test
    void intentsWakeTheReconciler() {
        AllocationId id = world.launch("serve");
        assertThat(world.woken).containsExactly("workloads");
        world.stop(id);
        assertThat(world.woken).containsExactly("workloads", "workloads");
    }

    @Test
    void repeatedIntentsChangeNothing() {
        LaunchWorkload intent = world.intent(new AllocationId(UUID.randomUUID()), "any", "serve");
        world.send(intent);
        world.send(intent);
        world.tick(2);
        world.send(intent);
        world.tick(2);
        assertThat(world.told(intent.allocationId())).containsExactly("started");
        assertThat(world.provider.calls("launch")).hasSize(1);
    }

    @Test
    void shortOneGetsBothEventsInOrder() {
        AllocationId id = world.launch("false");
        world.tick();
        assertThat(world.told(id)).containsExactly("started", "EXITED");
        assertThat(world.ended(id).exitCode()).isEqualTo(1);
        assertThat(world.ended(id).startedAt()).isEqualTo(world.started(id).startedAt());
    }

    @Test
    void environmentAndCommandReachTheProvider() {
        world.provider.beforeLaunch =
                spec -> {
                    assertThat(spec.container().env()).containsEntry("A", "1").hasSize(2);
                    assertThat(spec.container().command()).containsExactly("sleep", "1");
                    assertThat(spec.timeout()).hasSeconds(299);
                };
        AllocationId id = world.launch("sleep", "1");
        world.tick();
        assertThat(world.told(id)).containsExactly("started");
    }

    @Test
    void stopBeforeTheLaunchEndsItWithoutOne() {
        AllocationId id = world.launch("serve");
        world.stop(id);
        world.tick();
        assertThat(world.told(id)).containsExactly("STOPPED");
        assertThat(world.ended(id).startedAt()).isNull();
        assertThat(world.provider.calls).isEmpty();
        world.tick();
        assertThat(world.isFinished(id)).isTrue();
    }

    @Test
    void stopDuringTheLaunchStopsItRightAfter() {
        AllocationId id = new AllocationId(UUID.randomUUID());
        world.provider.beforeLaunch = _ -> world.stop(id);
        world.send(world.intent(id, "any", "serve"));
        world.tick();
        assertThat(world.told(id)).containsExactly("started");
        assertThat(world.woken).hasSize(3); // intent, stop, and the launch that saw it
        world.tick(2);
        assertThat(world.told(id)).containsExactly("started", "STOPPED");
        assertThat(world.provider.calls("stop")).hasSize(1);
    }

    @Test
    void passBetweenStopAndTheEndOfTheLaunchWaitsForIt() {
        AllocationId id = new AllocationId(UUID.randomUUID());
        world.provider.beforeLaunch =
                _ -> {
                    world.stop(id);
                    world.run("workloads");
                };
        world.send(world.intent(id, "any", "serve"));
        world.tick();
        assertThat(world.told(id)).containsExactly("started");
        world.tick(2);
        assertThat(world.told(id)).containsExactly("started", "STOPPED");
    }

    @Test
    void stopBetweenThePlanAndTheLaunchPreventsIt() {
        AllocationId id = world.launch("serve");
        world.stop(id);
        NodeLease lease = world.bean(NodeLeases.class).acquire("sim-1").orElseThrow();
        world.bean(ProviderWork.class).launch(id, lease);
        assertThat(world.provider.calls).isEmpty();
    }

    @Test
    void passInTheMiddleOfALaunchLeavesItAlone() {
        AllocationId id = new AllocationId(UUID.randomUUID());
        world.provider.beforeLaunch = _ -> world.run("workloads");
        world.provider.afterLaunch = _ -> world.run("workloads");
        world.send(world.intent(id, "any", "serve"));
        world.tick(2);
        assertThat(world.told(id)).containsExactly("started");
        assertThat(world.provider.calls("launch")).hasSize(1);
    }

    @Test
    void stoppedOneSaysSoAndKeepsItsInstants() {
        AllocationId id = world.launch("serve");
        world.tick(3);
        world.stop(id);
        world.tick(2);
        WorkloadEnded ended = world.ended(id);
        assertThat(world.told(id)).containsExactly("started", "STOPPED");
        assertThat(ended.endedAt()).isEqualTo(world.now.minusSeconds(1));
        world.stop(id);
        world.tick(2);
        assertThat(world.told(id)).containsExactly("started", "STOPPED");
    }

    @Test
    void exitBeforeTheStopArrivesIsAnExit() {
        AllocationId id = world.launch("sleep", "2");
        world.tick();
        world.now = world.now.plusSeconds(5);
        world.stop(id);
        world.tick();
        assertThat(world.told(id)).containsExactly("started", "EXITED");
        assertThat(world.provider.calls("stop")).isEmpty();
    }

    @Test
    void stubbornOneIsToldOnceAndKilledInTime() {
        AllocationId id = world.launch("stubborn");
        world.tick();
        world.stop(id);
        world.tick(15);
        assertThat(world.told(id)).containsExactly("started", "STOPPED");
        assertThat(world.ended(id).exitCode()).isEqualTo(137);
        assertThat(world.provider.calls("stop")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "IMAGE_UNAVAILABLE, IMAGE_PULL_FAILED",
        "IMAGE_NOT_ALLOWED, IMAGE_NOT_ALLOWED",
        "REFUSED, START_FAILED"
    })
    void failedLaunchEndsItWithTheProvidersWords(ProviderFailure.Kind kind, WorkloadEnd end) {
        world.provider.launchFailure = kind;
        AllocationId id = world.launch("serve");
        world.tick(3);
        assertThat(world.told(id)).containsExactly(end.name());
        assertThat(world.ended(id).detail()).isEqualTo("as the test wants it");
        assertThat(world.provider.calls("launch")).hasSize(1);
        assertThat(world.isFinished(id)).isTrue();
    }

    @Test
    void whatTheListDoesNotNameIsNotLaunchedWhateverTheProvider() {
        try (World listed = new World(false, "spotdock.compute.images.allowed=any,acme/*")) {
            AllocationId refused = listed.launchImage("evil.example/any:1", "serve");
            AllocationId nonsense = listed.launchImage("Not An Image", "serve");
            AllocationId allowed = listed.launchImage("docker.io/acme/app:2", "serve");
            listed.tick(3);
            assertThat(listed.told(refused)).containsExactly("IMAGE_NOT_ALLOWED");
            assertThat(listed.ended(refused).detail())
                    .isEqualTo("image evil.example/any:1 is not on the allow-list");
            assertThat(listed.told(nonsense)).containsExactly("IMAGE_PULL_FAILED");
            assertThat(listed.told(allowed)).containsExactly("started");
            assertThat(listed.started(allowed).image()).isEqualTo("docker.io/acme/app:2");
            assertThat(listed.provider.calls("launch")).hasSize(1);
        }
    }

    @Test
    void unreachableProviderIsAskedAgainUntilTheDeadline() {
        world.provider.launchFailure = ProviderFailure.Kind.UNREACHABLE;
        AllocationId id = world.launch("serve");
        world.tick(11);
        assertThat(world.told(id)).isEmpty();
        assertThat(world.provider.calls("launch")).hasSize(3);
        world.provider.launchFailure = null;
        world.tick(5);
        assertThat(world.told(id)).containsExactly("started");

        world.provider.launchFailure = ProviderFailure.Kind.UNREACHABLE;
        AllocationId late = world.launch("serve");
        world.now = world.now.plusSeconds(300);
        world.tick();
        assertThat(world.told(late)).containsExactly("START_FAILED");
    }

    @Test
    void vanishedOneEndsWhenItWasLastSeen() {
        AllocationId id = world.launch("serve");
        world.tick(3);
        Instant lastSeen = world.now;
        world.provider.vanish(id);
        world.tick();
        assertThat(world.told(id)).containsExactly("started", "NODE_LOST");
        assertThat(world.ended(id).endedAt()).isEqualTo(lastSeen);
    }

    @Test
    void outputIsStoredBeforeTheRemoval() {
        List<String> storedByThen = new ArrayList<>();
        world.provider.beforeRemove =
                id -> storedByThen.add(new String(world.log(id).bytes(), UTF_8));
        AllocationId id = world.launch("echo", "hello");
        world.tick(3);
        assertThat(storedByThen).hasSize(1);
        assertThat(storedByThen.getFirst()).contains("hello");
        assertThat(world.provider.calls).last().isEqualTo("remove " + id);
    }

    @Test
    void nothingIsRemovedWhileItsOutputCannotBeStored() {
        AllocationId id = world.launch("sleep", "1");
        world.tick();
        world.jdbc
                .sql("alter table compute.workload_log add constraint broken check (false)")
                .update();
        world.tick(3);
        assertThat(world.told(id)).containsExactly("started", "EXITED");
        assertThat(world.provider.calls("remove")).isEmpty();
        world.jdbc.sql("alter table compute.workload_log drop constraint broken").update();
        world.tick(2);
        assertThat(world.provider.calls("remove")).hasSize(1);
        assertThat(world.isFinished(id)).isTrue();
    }

    @Test
    void instantsAreTheDatabasesToo() {
        AllocationId id = world.launch("sleep", "1");
        world.tick(3);
        assertThat(
                        world.jdbc
                                .sql(
                                        """
                                        select count(*) from compute.workload
                                        where allocation_id = ? and ended_as = 'EXITED'
                                          and ended_at - started_at = interval '1 second'
                                          and exit_code = 0 and removed and log_stored
                                        """)
                                .param(id.value())
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }
}
