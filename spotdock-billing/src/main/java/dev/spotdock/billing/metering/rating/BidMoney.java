package dev.spotdock.billing.metering.rating;

import dev.spotdock.kernel.id.BidId;
import java.util.Map;
import java.util.Objects;

/**
 * What a bid can live on besides the wallet's free money.
 *
 * @param held left of its own hold, micro-units
 * @param budgetLeft what it may still be charged; {@link Long#MAX_VALUE}: no limit
 */
public record BidMoney(long held, long budgetLeft) {

    static BidMoney of(Metered meter, Map<BidId, BidMoney> bids) {
        return Objects.requireNonNull(bids.get(meter.bidId()), "a bid without its money");
    }

    BidMoney less(long charged, long fromHold) {
        return new BidMoney(
                held - fromHold, budgetLeft == Long.MAX_VALUE ? budgetLeft : budgetLeft - charged);
    }
}
