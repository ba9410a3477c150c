package dev.spotdock.process;

import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.compute.NodeCordoned;
import dev.spotdock.kernel.message.Commands;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Nothing new is placed on a cordoned node; what runs there goes on. */
@Component
@ProcessingGroup("node-offers")
class WhenNodeCordonedThenCloseOffer {

    private final Commands commands;

    WhenNodeCordonedThenCloseOffer(Commands commands) {
        this.commands = commands;
    }

    @EventHandler
    void on(NodeCordoned event) {
        commands.send(new OfferCapacity(event.node(), event.pool(), event.capacity(), false));
    }
}
