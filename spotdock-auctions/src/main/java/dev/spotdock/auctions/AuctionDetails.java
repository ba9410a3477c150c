package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A timed auction.
 *
 * @param endsAt extensions of its lots included
 * @param lots how many
 * @param version grows with every change
 */
public record AuctionDetails(
        AuctionId auctionId,
        AccountId seller,
        String title,
        AuctionState state,
        Instant startsAt,
        Instant endsAt,
        @Nullable AntiSnipe antiSnipe,
        @Nullable Money deposit,
        int lots,
        Instant createdAt,
        long version) {}
