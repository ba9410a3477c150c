package dev.spotdock.web.rest.nodes;

import static java.util.Objects.requireNonNull;

import dev.spotdock.auctions.FindPool;
import dev.spotdock.auctions.PoolDetails;
import dev.spotdock.compute.AddSimulatedNode;
import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeRejection;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Reads a node request, completely, and adds the node. */
@Component
class NodeAddition {

    private final Commands commands;
    private final Ask ask;
    private final InstantSource clock;

    NodeAddition(Commands commands, Ask ask, InstantSource clock) {
        this.commands = commands;
        this.ask = ask;
        this.clock = clock;
    }

    /**
     * Adds what the body describes.
     *
     * @throws Problem with everything that is wrong with it, or compute's refusal
     */
    NodeDetails add(JsonBody body) {
        InputErrors errors = new InputErrors();
        NodeRequest given = NodeRequest.read(body, errors);
        Resources resources = given.resources() == null ? null : given.resources().parse(errors);
        String pool = given.poolOrDefault();
        if (ask.one(new FindPool(pool), PoolDetails.class).isEmpty()) {
            errors.add("/pool", "there is no pool \"%s\"".formatted(pool));
        }
        errors.refuseIfAny();
        Outcome<NodeDetails, NodeRejection> outcome =
                commands.send(
                        new AddSimulatedNode(
                                requireNonNull(given.name()),
                                pool,
                                requireNonNull(resources),
                                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        return switch (outcome) {
            case Outcome.Done<NodeDetails, NodeRejection>(var node) -> node;
            case Outcome.Refused<NodeDetails, NodeRejection>(var rejection) ->
                    throw NodeRefusal.of(rejection);
        };
    }
}
