package dev.spotdock.compute.node;

import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeRejection;
import dev.spotdock.compute.NodeRemoved;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.RemoveNode;
import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Removes nodes on which nothing is left. */
@Component
class NodeRemoval {

    private static final Logger log = LoggerFactory.getLogger(NodeRemoval.class);
    private static final String SIMULATED = "simulated";

    private final Nodes nodes;
    private final SimulatedNodes simulatedNodes;
    private final JdbcClient jdbc;
    private final Events events;

    NodeRemoval(Nodes nodes, SimulatedNodes simulatedNodes, JdbcClient jdbc, Events events) {
        this.nodes = nodes;
        this.simulatedNodes = simulatedNodes;
        this.jdbc = jdbc;
        this.events = events;
    }

    @CommandHandler
    Outcome<NodeDetails, NodeRejection> on(RemoveNode command) {
        Optional<NodeDetails> found = nodes.locked(command.name());
        if (found.isEmpty()) {
            return Outcome.refused(new NodeRejection.UnknownNode(command.name()));
        }
        NodeDetails node = found.get();
        Optional<NodeRejection> no = objection(node);
        if (no.isPresent()) {
            return Outcome.refused(no.get());
        }
        if (node.provider().equals(SIMULATED)) {
            simulatedNodes.remove(
                    new OfferedNode(node.name(), node.pool(), node.capacity()), command.at());
        }
        forgetWork(node.name());
        nodes.remove(node.name());
        events.publish(new NodeRemoved(node.name(), node.pool(), command.at()));
        log.info("Node {} of pool {} is removed", node.name(), node.pool());
        return Outcome.done(node);
    }

    private Optional<NodeRejection> objection(NodeDetails node) {
        if (hasWork(node)) {
            return Optional.of(new NodeRejection.HasWork(node.name(), node.state()));
        }
        if (node.state() != NodeState.LOST && !node.provider().equals(SIMULATED)) {
            return Optional.of(
                    new NodeRejection.StillThere(node.name(), node.provider(), node.state()));
        }
        return Optional.empty();
    }

    /** On a node that is there what has ended must be cleared away too; on a lost one it is not. */
    private boolean hasWork(NodeDetails node) {
        return jdbc.sql(
                        """
                        select exists (select from compute.workload where node = :node
                            and not removed and (phase <> 'ENDED' or not :lost))
                        """)
                .param("node", node.name())
                .param("lost", node.state() == NodeState.LOST)
                .query(Boolean.class)
                .single();
    }

    /** Nobody will come back to clear it away. */
    private void forgetWork(String node) {
        jdbc.sql("update compute.workload set removed = true where node = ? and not removed")
                .param(node)
                .update();
    }
}
