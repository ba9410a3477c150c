package dev.spotdock.compute.node;

import dev.spotdock.compute.AddSimulatedNode;
import dev.spotdock.compute.NodeCordoned;
import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeLost;
import dev.spotdock.compute.NodeRegistered;
import dev.spotdock.compute.NodeRejection;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Changes nodes' rows and tells of it. */
@Component
class NodeCommands {

    private static final Logger log = LoggerFactory.getLogger(NodeCommands.class);

    private final Nodes nodes;
    private final SimulatedNodes simulatedNodes;
    private final ComputeProvider provider;
    private final Events events;

    NodeCommands(
            Nodes nodes, SimulatedNodes simulatedNodes, ComputeProvider provider, Events events) {
        this.nodes = nodes;
        this.simulatedNodes = simulatedNodes;
        this.provider = provider;
        this.events = events;
    }

    @CommandHandler
    void on(RecordNodes command) {
        command.seen().stream()
                .sorted(Comparator.comparing(OfferedNode::name)) // one lock order for all instances
                .forEach(node -> record(node, command.provider(), command.at()));
        for (NodeDetails lost : nodes.lose(command.missing(), command.unseenSince())) {
            log.warn("Node {} of pool {} is lost", lost.name(), lost.pool());
            events.publish(new NodeLost(lost.name(), lost.pool(), lost.capacity(), command.at()));
        }
    }

    @CommandHandler
    Outcome<NodeDetails, NodeRejection> on(AddSimulatedNode command) {
        if (!provider.name().equals("simulated")) {
            return Outcome.refused(new NodeRejection.NotSimulated(provider.name()));
        }
        OfferedNode node = new OfferedNode(command.name(), command.pool(), command.resources());
        if (nodes.locked(node.name()).isPresent() || !simulatedNodes.add(node, command.at())) {
            return Outcome.refused(new NodeRejection.NameTaken(node.name()));
        }
        record(node, provider.name(), command.at());
        return Outcome.done(
                new NodeDetails(
                        node.name(),
                        node.pool(),
                        provider.name(),
                        node.capacity(),
                        NodeState.READY,
                        command.at()));
    }

    private void record(OfferedNode node, String providerName, Instant at) {
        Optional<NodeDetails> before = nodes.locked(node.name());
        if (before.isEmpty() && simulatedNodes.isRemoved(node.name())) {
            return; // seen just before it was removed
        }
        NodeDetails now = nodes.record(node, providerName, at);
        if (before.filter(known -> isTheSame(known, now)).isEmpty()) {
            log.info("Node {} of pool {} offers {}", now.name(), now.pool(), now.capacity());
            events.publish(told(now, at));
        }
    }

    private static boolean isTheSame(NodeDetails before, NodeDetails now) {
        return before.state() != NodeState.LOST
                && before.pool().equals(now.pool())
                && before.provider().equals(now.provider())
                && before.capacity().equals(now.capacity());
    }

    /** A cordoned one that is back, or different, must not be taken for one that is for sale. */
    private static Object told(NodeDetails node, Instant at) {
        return node.state() == NodeState.READY
                ? new NodeRegistered(node.name(), node.pool(), node.provider(), node.capacity(), at)
                : new NodeCordoned(node.name(), node.pool(), node.capacity(), at);
    }
}
