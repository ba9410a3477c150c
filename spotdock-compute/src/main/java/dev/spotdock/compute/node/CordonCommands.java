package dev.spotdock.compute.node;

import dev.spotdock.compute.CordonNode;
import dev.spotdock.compute.DrainNode;
import dev.spotdock.compute.NodeCordoned;
import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeDrainStarted;
import dev.spotdock.compute.NodeRejection;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.NodeUncordoned;
import dev.spotdock.compute.UncordonNode;
import dev.spotdock.kernel.message.Events;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Stores what operators want of nodes, and tells of it once. */
@Component
class CordonCommands {

    private static final Logger log = LoggerFactory.getLogger(CordonCommands.class);

    private final Nodes nodes;
    private final Events events;

    CordonCommands(Nodes nodes, Events events) {
        this.nodes = nodes;
        this.events = events;
    }

    @CommandHandler
    Outcome<NodeDetails, NodeRejection> on(CordonNode command) {
        return with(
                command.name(),
                node ->
                        nodes.cordonOf(node.name()) == Cordon.NONE
                                ? cordoned(node, Cordon.CORDONED, command.at())
                                : node);
    }

    @CommandHandler
    Outcome<NodeDetails, NodeRejection> on(DrainNode command) {
        return with(command.name(), node -> drained(node, command.at()));
    }

    private NodeDetails drained(NodeDetails node, Instant at) {
        Cordon before = nodes.cordonOf(node.name());
        if (before == Cordon.DRAINING) {
            return node;
        }
        NodeDetails drains =
                before == Cordon.NONE
                        ? cordoned(node, Cordon.DRAINING, at)
                        : nodes.cordon(node.name(), Cordon.DRAINING);
        events.publish(new NodeDrainStarted(node.name(), node.pool(), at));
        return drains;
    }

    private NodeDetails cordoned(NodeDetails node, Cordon cordon, Instant at) {
        events.publish(new NodeCordoned(node.name(), node.pool(), node.capacity(), at));
        return nodes.cordon(node.name(), cordon);
    }

    @CommandHandler
    Outcome<NodeDetails, NodeRejection> on(UncordonNode command) {
        return with(command.name(), node -> uncordoned(node, command.at()));
    }

    private NodeDetails uncordoned(NodeDetails node, Instant at) {
        if (nodes.cordonOf(node.name()) == Cordon.NONE) {
            return node;
        }
        if (node.state() != NodeState.LOST) {
            events.publish(new NodeUncordoned(node.name(), node.pool(), node.capacity(), at));
        }
        return nodes.cordon(node.name(), Cordon.NONE);
    }

    private Outcome<NodeDetails, NodeRejection> with(
            String name, Function<NodeDetails, NodeDetails> change) {
        return nodes.locked(name)
                .map(change)
                .map(node -> {
                    log.info("Node {} of pool {} is {}", name, node.pool(), node.state());
                    return Outcome.<NodeDetails, NodeRejection>done(node);
                })
                .orElseGet(() -> Outcome.refused(new NodeRejection.UnknownNode(name)));
    }
}
