package dev.spotdock.process;

import dev.spotdock.auctions.EvictNode;
import dev.spotdock.compute.NodeDrainStarted;
import dev.spotdock.kernel.message.Commands;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/**
 * What is on a node that is being drained is noticed. Its offer was closed by an earlier event, and
 * the group handles one event per transaction (application.yml): nothing can be placed meanwhile.
 */
@Component
@ProcessingGroup("node-offers")
class WhenNodeDrainStartedThenEvict {

    private final Commands commands;

    WhenNodeDrainStartedThenEvict(Commands commands) {
        this.commands = commands;
    }

    @EventHandler
    void on(NodeDrainStarted event) {
        commands.send(new EvictNode(event.node(), event.at()));
    }
}
