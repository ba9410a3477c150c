package dev.spotdock.billing.metering.rating;

import java.util.List;

/**
 * What advancing a wallet came to.
 *
 * @param slices in the order in which they were paid: by their end, then by allocation
 * @param exhaustions at most one per allocation, none for one that was exhausted before
 * @param after the wallet once all of it is charged
 */
public record Rated(List<RatedSlice> slices, List<Exhaustion> exhaustions, WalletState after) {}
