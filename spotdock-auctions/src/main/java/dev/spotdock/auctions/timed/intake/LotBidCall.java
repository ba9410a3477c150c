package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bid on its way into the log.
 *
 * @param id of the bid, new
 * @param offer null: buys at once
 * @param key idempotency key; null: none
 * @param barred whether the bidder is to be refused
 * @param depositHeld whether the bidder's deposit is held by now
 */
record LotBidCall(
        LotId lot,
        UUID id,
        AccountId bidder,
        @Nullable Offer offer,
        @Nullable String key,
        boolean barred,
        boolean depositHeld) {

    /** In micro-units; within the bounds of {@link dev.spotdock.auctions.LotBidLimits}. */
    record Offer(long amount, long maximum) {}

    LotBidCall withDeposit() {
        return new LotBidCall(lot, id, bidder, offer, key, barred, true);
    }
}
