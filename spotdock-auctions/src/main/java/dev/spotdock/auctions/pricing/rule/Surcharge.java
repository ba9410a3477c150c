package dev.spotdock.auctions.pricing.rule;

import java.time.Duration;

/** What guarantees beyond the pool's cost, in whole percent. */
public final class Surcharge {

    static final int PERCENT_MAX = 50;

    private static final long NOTICE_STEP_MILLIS = 30_000;
    private static final long MIN_RUN_STEP_MILLIS = 60_000;

    private Surcharge() {}

    /**
     * One percent per started 30 s of notice and per started minute of minimum run beyond the
     * pool's, at most 50. Less than the pool's gives no rebate.
     */
    public static int percent(
            Duration notice, Duration poolNotice, Duration minRun, Duration poolMinRun) {
        long percent =
                started(notice.minus(poolNotice), NOTICE_STEP_MILLIS)
                        + started(minRun.minus(poolMinRun), MIN_RUN_STEP_MILLIS);
        return (int) Math.min(percent, PERCENT_MAX);
    }

    private static long started(Duration beyond, long stepMillis) {
        return beyond.isPositive() ? Math.ceilDiv(beyond.toMillis(), stepMillis) : 0;
    }
}
