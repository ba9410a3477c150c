package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bids on one lot are in PostgreSQL now; they were accepted a moment before.
 *
 * @param bids in sequence, 1 to 100, none told before
 * @param extendedTo the lot's end, if the last of them to change it has extended it; null: none did
 * @param at when they were stored
 */
public record LotBidsPlaced(
        AuctionId auctionId,
        LotId lotId,
        List<PlacedBid> bids,
        @Nullable Instant extendedTo,
        Instant at) {

    public LotBidsPlaced {
        bids = List.copyOf(bids);
    }

    /**
     * One bid; its hidden maximum is nobody's business.
     *
     * @param alias under which others see the bidder in this lot
     * @param counted whether it was valid: at least what was required then
     * @param priceAfter the lot's price right after it; null while no bid was valid
     */
    public record PlacedBid(
            UUID id,
            long sequence,
            String alias,
            AccountId bidder,
            Money amount,
            boolean counted,
            @Nullable Money priceAfter,
            Instant acceptedAt) {}
}
