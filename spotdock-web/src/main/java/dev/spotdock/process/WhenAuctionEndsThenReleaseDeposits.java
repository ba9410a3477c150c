package dev.spotdock.process;

import dev.spotdock.auctions.AuctionCancelled;
import dev.spotdock.auctions.AuctionSettled;
import dev.spotdock.billing.ReleaseGroup;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.message.Commands;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Bidders' deposits are free again when nothing of the auction is to be paid any more. */
@Component
@ProcessingGroup("auction-deposits")
class WhenAuctionEndsThenReleaseDeposits {

    /** Wallets that are locked in one step; all of them in one transaction. */
    private static final int LIMIT = 200;

    private final Commands commands;

    WhenAuctionEndsThenReleaseDeposits(Commands commands) {
        this.commands = commands;
    }

    @EventHandler
    void on(AuctionSettled event) {
        release(event.auctionId(), event.at());
    }

    @EventHandler
    void on(AuctionCancelled event) {
        release(event.auctionId(), event.at());
    }

    private void release(AuctionId auction, Instant at) {
        int released;
        do {
            released = commands.send(new ReleaseGroup(auction.value(), LIMIT, at));
        } while (released == LIMIT);
    }
}
