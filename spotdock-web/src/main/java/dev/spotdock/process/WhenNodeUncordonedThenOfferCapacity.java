package dev.spotdock.process;

import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.compute.NodeUncordoned;
import dev.spotdock.kernel.message.Commands;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** A node that is not cordoned any more is for sale. */
@Component
@ProcessingGroup("node-offers")
class WhenNodeUncordonedThenOfferCapacity {

    private final Commands commands;

    WhenNodeUncordonedThenOfferCapacity(Commands commands) {
        this.commands = commands;
    }

    @EventHandler
    void on(NodeUncordoned event) {
        commands.send(new OfferCapacity(event.node(), event.pool(), event.capacity(), true));
    }
}
