package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A bid on a lot, for {@link LotBidding}.
 *
 * @param amount more than zero; see {@link LotBidLimits}
 * @param maximum hidden, at least the amount: up to it others are outbid automatically; null: the
 *     amount
 * @param idempotencyKey of the bidder, at most {@link LotBidLimits#KEY_LENGTH_MAX} characters; the
 *     same key with the same content gets the first answer again; null: none
 */
public record PlaceLotBid(
        LotId lotId,
        AccountId bidder,
        Money amount,
        @Nullable Money maximum,
        @Nullable String idempotencyKey) {}
