package dev.spotdock.auctions;

import java.time.Duration;

/**
 * Moves a lot's end for bids that come late.
 *
 * @param window before the end; a bid in it that changes leader or price moves the end
 * @param extension by how much
 * @param max how often
 */
public record AntiSnipe(Duration window, Duration extension, int max) {

    /** By how much the end can move at most. */
    public Duration longest() {
        return extension.multipliedBy(max);
    }
}
