package dev.spotdock.auctions;

/** Bounds of what a bid on a lot may say; whoever takes bids in checks them, all at once. */
public final class LotBidLimits {

    /**
     * 1,000,000,000.00, in micro-units: for amounts, maxima, and the prices and increments of lots.
     * Redis' scripts count in doubles: sums of two such stay below 2^53, and so exact.
     */
    public static final long AMOUNT_MICROS_MAX = 1_000_000_000_000_000L;

    public static final int KEY_LENGTH_MAX = 255;

    private LotBidLimits() {}
}
