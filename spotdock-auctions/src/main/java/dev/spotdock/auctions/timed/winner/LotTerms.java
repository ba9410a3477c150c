package dev.spotdock.auctions.timed.winner;

import org.jspecify.annotations.Nullable;

/**
 * What a lot is sold for, in micro-units, each 1 to 1,000,000,000,000,000.
 *
 * @param startingPrice the least valid first bid
 * @param increment the least step from the price to the next valid bid
 * @param reserve the least price that sells; null: none
 * @param buyNow the price for whom buys before the first valid bid; at least the starting price and
 *     the reserve; null: not offered
 */
public record LotTerms(
        long startingPrice, long increment, @Nullable Long reserve, @Nullable Long buyNow) {

    /** Sums of two such are exact in Redis' scripts, which count in doubles. */
    private static final long MAX = 1_000_000_000_000_000L;

    public LotTerms {
        requireBounds(startingPrice, "starting price");
        requireBounds(increment, "increment");
        if (reserve != null) {
            requireBounds(reserve, "reserve");
        }
        if (buyNow != null) {
            requireBounds(buyNow, "buy-now price");
            if (buyNow < startingPrice || (reserve != null && buyNow < reserve)) {
                throw new IllegalArgumentException(
                        "the buy-now price is at least the starting price and the reserve");
            }
        }
    }

    private static void requireBounds(long amount, String what) {
        if (amount < 1 || amount > MAX) {
            throw new IllegalArgumentException(
                    "expected a %s of 1 to %d micro-units, not %d".formatted(what, MAX, amount));
        }
    }
}
