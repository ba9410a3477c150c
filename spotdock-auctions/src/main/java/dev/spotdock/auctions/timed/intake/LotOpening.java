package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the intake needs of a lot to take bids on it.
 *
 * @param seller may not bid on it
 * @param endsAt whole milliseconds; may be extended
 * @param antiSniping null: the end is never extended
 * @param deposit held of each bidder before the first bid, more than zero; null: none
 */
public record LotOpening(
        LotId lotId,
        AuctionId auctionId,
        AccountId seller,
        LotTerms terms,
        Instant endsAt,
        @Nullable AntiSniping antiSniping,
        @Nullable Money deposit) {}
