package dev.spotdock.auctions;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;

/**
 * The market price has reached the share of a running bid's price at which it wants to be warned;
 * told once, and again only after the price was below it. Prices are micro-units per slot-hour.
 *
 * @param effectiveUnitPrice the bid's own
 */
public record BidAtRisk(
        BidId bidId,
        AccountId accountId,
        String pool,
        long marketPrice,
        long effectiveUnitPrice,
        int alertPercent,
        Instant at)
        implements BidEvent {}
