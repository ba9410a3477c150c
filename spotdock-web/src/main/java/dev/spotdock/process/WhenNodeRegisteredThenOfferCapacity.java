package dev.spotdock.process;

import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.compute.NodeRegistered;
import dev.spotdock.kernel.message.Commands;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** A node that is there is for sale. */
@Component
@ProcessingGroup("node-offers")
class WhenNodeRegisteredThenOfferCapacity {

    private final Commands commands;

    WhenNodeRegisteredThenOfferCapacity(Commands commands) {
        this.commands = commands;
    }

    @EventHandler
    void on(NodeRegistered event) {
        commands.send(new OfferCapacity(event.node(), event.pool(), event.capacity(), true));
    }
}
