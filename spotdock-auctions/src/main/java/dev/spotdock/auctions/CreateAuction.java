package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Begins a new auction, a draft without lots.
 *
 * @param auctionId new, chosen by the caller
 * @param antiSnipe of each of its lots; null: none
 * @param deposit held of each bidder before the first bid; null: none
 * @param at now
 */
public record CreateAuction(
        AuctionId auctionId,
        AccountId seller,
        String title,
        Instant startsAt,
        Instant endsAt,
        @Nullable AntiSnipe antiSnipe,
        @Nullable Money deposit,
        Instant at)
        implements Command<Outcome<AuctionDetails, AuctionRejection>> {}
