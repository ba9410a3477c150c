package dev.spotdock.process;

import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.compute.NodeLost;
import dev.spotdock.kernel.message.Commands;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Nothing new is placed on a node that is lost; its running work ends by its own events. */
@Component
@ProcessingGroup("node-offers")
class WhenNodeLostThenWithdrawOffer {

    private final Commands commands;

    WhenNodeLostThenWithdrawOffer(Commands commands) {
        this.commands = commands;
    }

    @EventHandler
    void on(NodeLost event) {
        commands.send(new OfferCapacity(event.node(), event.pool(), event.capacity(), false));
    }
}
