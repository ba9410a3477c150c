package dev.spotdock.auctions.matching.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How many notices of eviction a pool bears in a sliding minute: {@code max(10, 20 % of the
 * running)}.
 *
 * @param running allocations that run, at least 0
 * @param given notices given in the last minute, withdrawn ones included, at least 0
 * @param next when the oldest of them is a minute old; null if there is none or it is not known
 */
public record NoticeBudget(int running, int given, @Nullable Instant next) {

    private static final int LEAST = 10;
    private static final int RUNNING_PER_NOTICE = 5;

    public NoticeBudget {
        if (running < 0 || given < 0) {
            throw new IllegalArgumentException(
                    "expected at least 0, but running and given are %d and %d"
                            .formatted(running, given));
        }
    }

    /** Notices per sliding minute. */
    public int limit() {
        return Math.max(LEAST, running / RUNNING_PER_NOTICE);
    }

    /**
     * Whether one plan may give so many at once. One that is larger than the whole budget may if
     * none was given in the last minute: otherwise it never could.
     */
    public boolean permits(int notices) {
        return notices == 0 || given + notices <= limit() || (given == 0 && notices > limit());
    }

    NoticeBudget after(int notices) {
        return notices == 0 ? this : new NoticeBudget(running, given + notices, next);
    }
}
