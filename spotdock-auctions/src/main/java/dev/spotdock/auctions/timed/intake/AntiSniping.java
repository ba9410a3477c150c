package dev.spotdock.auctions.timed.intake;

import java.time.Duration;

/**
 * Extends a lot whose leader or price changes shortly before its end.
 *
 * @param window before the end in which such a bid extends it; more than zero
 * @param extension by which the end moves, each time; more than zero
 * @param max times, 1 to 1,000
 */
public record AntiSniping(Duration window, Duration extension, int max) {

    private static final int MAX = 1000;

    public AntiSniping {
        if (window.toMillis() < 1 || extension.toMillis() < 1 || max < 1 || max > MAX) {
            throw new IllegalArgumentException(
                    "expected a window and an extension of at least a millisecond, 1 to 1000 times");
        }
    }
}
