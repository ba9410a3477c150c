package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.LotBidsPlaced;
import dev.spotdock.kernel.message.Commands;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Learns of late bids that have moved a lot's end when they arrive in PostgreSQL. */
@Component
@ProcessingGroup("lot-extensions")
class LotExtensions {

    private final Commands commands;

    LotExtensions(Commands commands) {
        this.commands = commands;
    }

    @EventHandler
    void on(LotBidsPlaced event) {
        Instant extendedTo = event.extendedTo();
        if (extendedTo != null) {
            commands.send(new DueLots.ExtendLot(event.lotId(), extendedTo, event.at()));
        }
    }
}
