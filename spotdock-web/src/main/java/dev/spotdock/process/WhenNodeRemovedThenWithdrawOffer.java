package dev.spotdock.process;

import dev.spotdock.auctions.WithdrawOffer;
import dev.spotdock.compute.NodeRemoved;
import dev.spotdock.kernel.message.Commands;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** A node that is gone for good is no part of its pool any more. */
@Component
@ProcessingGroup("node-offers")
class WhenNodeRemovedThenWithdrawOffer {

    private final Commands commands;

    WhenNodeRemovedThenWithdrawOffer(Commands commands) {
        this.commands = commands;
    }

    @EventHandler
    void on(NodeRemoved event) {
        commands.send(new WithdrawOffer(event.node()));
    }
}
