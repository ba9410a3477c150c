package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Adds a lot to a draft. Its item is taken: a vehicle may be in one lot at a time, the capacity of
 * a block is pinned until the lot is unsold, withdrawn, or the winner's reservation. Only operators
 * sell capacity; an operator may add lots to any draft, but vehicles only of its seller.
 *
 * @param lotId new, chosen by the caller
 * @param increment the least step to the next valid bid
 * @param reservePrice hidden; the lot is not sold for less; null: none
 * @param buyNowPrice for whom takes it before the first valid bid; more than the starting price and
 *     the reserve; null: not offered
 * @param at now
 */
public record AddLot(
        LotId lotId,
        AuctionId auctionId,
        Actor by,
        LotItem item,
        Money startingPrice,
        Money increment,
        @Nullable Money reservePrice,
        @Nullable Money buyNowPrice,
        Instant at)
        implements Command<Outcome<LotDetails, AuctionRejection>> {}
