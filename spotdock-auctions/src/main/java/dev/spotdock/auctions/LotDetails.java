package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lot as one viewer may see it.
 *
 * @param vehicle that it sells; null: a capacity block
 * @param reservePrice only for the seller and operators; null: none, or for others
 * @param currentHighest the price; null while no bid was valid
 * @param bidCount accepted ones, valid or not
 * @param endsAt extensions included
 * @param winner once there is one; of the current round
 * @param unsold why; null unless unsold or withdrawn
 * @param held closing, and waiting for an operator, because acknowledged bids are lost
 * @param round of settlement, from 1; 0 before
 * @param version grows with every change but bids
 */
public record LotDetails(
        LotId lotId,
        AuctionId auctionId,
        AccountId seller,
        LotState state,
        LotItem item,
        @Nullable VehicleDetails vehicle,
        Money startingPrice,
        Money increment,
        @Nullable Money reservePrice,
        @Nullable Money buyNowPrice,
        @Nullable Money currentHighest,
        long bidCount,
        Instant endsAt,
        @Nullable Winner winner,
        @Nullable UnsoldReason unsold,
        boolean held,
        int round,
        long version) {

    /**
     * Who gets it.
     *
     * @param sequence of the bid that counted last
     */
    public record Winner(String alias, long sequence, Money amount) {}
}
