package dev.spotdock.auctions.reservation.window;

import java.time.Duration;

/** How long before a window work has to be told to go. */
public final class Lead {

    /** For the loops: a notice is given that much sooner than it would have to be. */
    public static final Duration MARGIN = Duration.ofSeconds(5);

    /**
     * No lead is longer: 30 min of run, 5 min of notice, as long a wait for others', and a stop.
     */
    public static final Duration HORIZON = Duration.ofHours(1);

    private Lead() {}

    /** From its placement until work could be gone, if it starts at once. */
    public static Duration ofPlacement(Duration minRun, Duration notice, Duration stopTimeout) {
        return minRun.plus(notice).plus(stopTimeout).plus(MARGIN);
    }
}
