package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the log says to a bid. */
sealed interface LotBidAnswer {

    /**
     * It is in the log.
     *
     * @param leading whether its bidder led right after it
     * @param price micro-units; null while nobody leads
     * @param replayed whether an earlier call with the same key put it there
     */
    record Accepted(
            UUID id,
            long sequence,
            int bidderNumber,
            boolean leading,
            @Nullable Long price,
            Instant endsAt,
            Instant at,
            boolean replayed)
            implements LotBidAnswer {}

    /** Nothing has changed, for one reason. */
    enum Refused implements LotBidAnswer {
        KEY_REUSED,
        /** The log has no such lot. */
        UNKNOWN,
        /** The lot is not confirmed for this run of the server. */
        STALE,
        OWN_LOT,
        BARRED,
        NO_BUY_NOW,
        BID_BEFORE,
        /** As many bids wait for PostgreSQL as may. */
        FULL
    }

    /**
     * The lot takes no more bids.
     *
     * @param endedAt null: before its time
     */
    record Closed(@Nullable Instant endedAt) implements LotBidAnswer {}

    /** The bidder's deposit has to be held first. */
    record DepositNeeded(AuctionId auction, Money amount) implements LotBidAnswer {}
}
