package dev.spotdock.auctions;

import java.time.Duration;

/** Bounds of what sellers may say; checked by the commands' handlers, all at once. */
public final class AuctionLimits {

    public static final int TITLE_LENGTH_MAX = 200;

    /** Of a vehicle's make, and of its model. */
    public static final int NAME_LENGTH_MAX = 100;

    public static final int DESCRIPTION_LENGTH_MAX = 4000;

    /** The first car. */
    public static final int YEAR_MIN = 1886;

    /** Model years run ahead of the calendar. */
    public static final int YEARS_AHEAD_MAX = 2;

    /** More than any vehicle has ever run. */
    public static final int MILEAGE_KM_MAX = 10_000_000;

    /** Of anti-sniping's window and extension. */
    public static final Duration SNIPE_MAX = Duration.ofHours(1);

    /** How often anti-sniping may move a lot's end. */
    public static final int EXTENSIONS_MAX = 100;

    /** Of a capacity block, and how far ahead it may begin and an auction may start. */
    public static final Duration AHEAD_MAX = Duration.ofDays(366);

    private AuctionLimits() {}
}
