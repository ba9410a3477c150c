package dev.spotdock.web.rest.nodes;

import dev.spotdock.auctions.ListOffers;
import dev.spotdock.auctions.ListOffers.Offer;
import dev.spotdock.compute.ListNodes;
import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeRejection;
import dev.spotdock.compute.RemoveNode;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.stereotype.Component;

/** Changes what becomes of a node, and shows it as it is then. */
@Component
class NodeChanges {

    private final Commands commands;
    private final Ask ask;
    private final InstantSource clock;

    NodeChanges(Commands commands, Ask ask, InstantSource clock) {
        this.commands = commands;
        this.ask = ask;
        this.clock = clock;
    }

    /**
     * Sends a command about the node.
     *
     * @throws Problem compute's refusal
     */
    NodeView change(
            String name,
            BiFunction<String, Instant, Command<Outcome<NodeDetails, NodeRejection>>> command) {
        Outcome<NodeDetails, NodeRejection> outcome =
                commands.send(command.apply(name, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        return switch (outcome) {
            case Outcome.Done<NodeDetails, NodeRejection>(var node) ->
                    NodeView.of(node, offer(name).orElse(null));
            case Outcome.Refused<NodeDetails, NodeRejection>(var rejection) ->
                    throw NodeRefusal.of(rejection);
        };
    }

    /**
     * Removes the node. Compute knows what was launched there; what was only placed there, the
     * market alone.
     *
     * @throws Problem if there is none, or something is on it
     */
    NodeView remove(String name) {
        boolean placed =
                offer(name).filter(offer -> !offer.used().equals(Resources.NONE)).isPresent();
        if (placed) {
            ask.many(new ListNodes(), NodeDetails.class).stream()
                    .filter(node -> node.name().equals(name))
                    .findFirst()
                    .ifPresent(node -> {
                        throw NodeRefusal.of(new NodeRejection.HasWork(name, node.state()));
                    });
        }
        return change(name, RemoveNode::new);
    }

    private Optional<Offer> offer(String node) {
        return ask.many(new ListOffers(), Offer.class).stream()
                .filter(offer -> offer.node().equals(node))
                .findFirst();
    }
}
