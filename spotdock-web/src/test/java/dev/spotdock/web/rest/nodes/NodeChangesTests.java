package dev.spotdock.web.rest.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.CordonNode;
import dev.spotdock.compute.DrainNode;
import dev.spotdock.compute.NodeRejection;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.RemoveNode;
import dev.spotdock.compute.UncordonNode;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeChangesTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String NODE = "/api/v1/nodes/sim-1";

    private static Answer post(String path) {
        return web.send(web.asOperator(path).POST(BodyPublishers.noBody()));
    }

    private static Answer delete(String path) {
        return web.send(web.asOperator(path).DELETE());
    }

    @Test
    void cordonAndUncordonShowTheNode() {
        Answer cordoned = post(NODE + "/cordon");
        assertThat(cordoned.status()).isEqualTo(200);
        assertThat(cordoned.at("/name")).isEqualTo("sim-1");
        assertThat(cordoned.at("/state")).isEqualTo("CORDONED");
        assertThat(cordoned.at("/schedulable")).isEqualTo("false"); // though its offer lags behind
        assertThat(post(NODE + "/cordon").status()).isEqualTo(200);
        assertThat(web.send(web.asOperator("/api/v1/nodes")).at("/items/0/state"))
                .isEqualTo("CORDONED");
        Answer uncordoned = post(NODE + "/uncordon");
        assertThat(uncordoned.at("/state")).isEqualTo("READY");
        assertThat(uncordoned.at("/schedulable")).isEqualTo("true");
        assertThat(web.market().commands)
                .containsExactly(
                        new CordonNode("sim-1", FakeBids.NOW),
                        new CordonNode("sim-1", FakeBids.NOW),
                        new UncordonNode("sim-1", FakeBids.NOW));
    }

    @Test
    void aDrainIsAcceptedWhileAnythingIsPlacedThere() {
        Answer busy = post(NODE + "/drain");
        assertThat(busy.status()).isEqualTo(202);
        assertThat(busy.at("/state")).isEqualTo("DRAINING");
        web.market().used = Resources.NONE;
        Answer empty = post(NODE + "/drain");
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.at("/state")).isEqualTo("DRAINED");
        assertThat(web.market().commands)
                .hasSize(2)
                .containsOnly(new DrainNode("sim-1", FakeBids.NOW));
    }

    @Test
    void anIdempotencyKeyStandsForTheFirstAnswer() {
        Answer first =
                web.send(
                        web.asOperator(NODE + "/cordon")
                                .header("Idempotency-Key", "once")
                                .POST(BodyPublishers.noBody()));
        web.market().node("sim-1", NodeState.LOST);
        Answer again =
                web.send(
                        web.asOperator(NODE + "/cordon")
                                .header("Idempotency-Key", "once")
                                .POST(BodyPublishers.noBody()));
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(web.market().commands).hasSize(1);
        Answer other =
                web.send(
                        web.asOperator("/api/v1/nodes/sim-2/cordon")
                                .header("Idempotency-Key", "once")
                                .POST(BodyPublishers.noBody()));
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cordon", "uncordon", "drain"})
    void anUnknownNodeIsNotFound(String change) {
        Answer answer = post("/api/v1/nodes/nowhere/" + change);
        assertThat(answer.problem()).isEqualTo("not-found");
        assertThat(answer.status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cordon", "/uncordon", "/drain"})
    void onlyOperatorsChangeNodes(String change) {
        assertThat(web.send(web.to(NODE + change).POST(BodyPublishers.noBody())).problem())
                .isEqualTo("forbidden");
        assertThat(web.send(web.to(NODE).DELETE()).problem()).isEqualTo("forbidden");
        assertThat(web.market().commands).isEmpty();
    }

    @Test
    void anEmptyNodeIsRemoved() {
        web.market().used = Resources.NONE;
        Answer removed = delete(NODE);
        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.at("/name")).isEqualTo("sim-1");
        assertThat(web.market().commands).containsExactly(new RemoveNode("sim-1", FakeBids.NOW));
        assertThat(delete("/api/v1/nodes/nowhere").problem()).isEqualTo("not-found");
    }

    @Test
    void whatIsOnlyPlacedOnANodeKeepsItToo() {
        web.market().node("sim-1", NodeState.CORDONED);
        Answer refused = delete(NODE);
        assertThat(refused.problem()).isEqualTo("conflict");
        assertThat(refused.at("/currentState")).isEqualTo("CORDONED");
        assertThat(web.market().commands).isEmpty();
    }

    @Test
    void refusalsSayTheStateAndWhatToDo() {
        web.market().used = Resources.NONE;
        web.market().nodeRefusal = new NodeRejection.HasWork("sim-1", NodeState.DRAINING);
        Answer busy = delete(NODE);
        assertThat(busy.problem()).isEqualTo("conflict");
        assertThat(busy.at("/currentState")).isEqualTo("DRAINING");
        assertThat(busy.at("/detail")).contains("drain it first");
        web.market().nodeRefusal =
                new NodeRejection.StillThere("sim-1", "docker", NodeState.DRAINED);
        Answer there = delete(NODE);
        assertThat(there.problem()).isEqualTo("conflict");
        assertThat(there.at("/provider")).isEqualTo("docker");
        assertThat(there.at("/detail")).contains("still reports");
    }
}
