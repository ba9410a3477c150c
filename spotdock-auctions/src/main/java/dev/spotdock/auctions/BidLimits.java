package dev.spotdock.auctions;

import java.time.Duration;

/** Bounds of what a bid may ask for; whoever takes bids in checks them, all at once. */
public final class BidLimits {

    /** Container engines count CPU in hundredths: less would be none at all. */
    public static final long CPU_MILLIS_MIN = 10;

    /** 1,024 vCPU: no machine that we know offers more to one container. */
    public static final long CPU_MILLIS_MAX = 1_024_000;

    /** Under 6 MiB container engines refuse to create. */
    public static final long MEMORY_MIB_MIN = 6;

    /** 16 TiB. */
    public static final long MEMORY_MIB_MAX = 16L << 20;

    public static final int GPUS_MAX = 64;

    /** 1,000,000.00 per hour: unit prices then stay below 2^53 for every shape. */
    public static final long PRICE_MICROS_PER_HOUR_MAX = 1_000_000_000_000L;

    public static final Duration NOTICE_MAX = Duration.ofMinutes(5);
    public static final Duration MIN_RUN_MAX = Duration.ofMinutes(30);

    /** For {@code validFor} and {@code maxRuntime}. */
    public static final Duration DURATION_MAX = Duration.ofDays(366);

    public static final int IMAGE_LENGTH_MAX = 512;
    public static final int COMMAND_WORDS_MAX = 256;

    /** All words of a command together. */
    public static final int COMMAND_LENGTH_MAX = 8192;

    public static final int ENV_VARIABLES_MAX = 128;

    /** Names and values of all variables together. */
    public static final int ENV_LENGTH_MAX = 16384;

    private BidLimits() {}
}
