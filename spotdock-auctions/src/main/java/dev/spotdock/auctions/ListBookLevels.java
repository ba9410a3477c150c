package dev.spotdock.auctions;

/**
 * Asks for a pool's depth: its {@link Level}s, best price first. Empty if nothing waits.
 *
 * @param limit at least 1
 */
public record ListBookLevels(String pool, int limit) {

    /**
     * A price level.
     *
     * @param unitPrice effective, micro-units per slot-hour
     * @param bids how many wait at it
     * @param milliSlots what they ask for together
     */
    public record Level(long unitPrice, long bids, long milliSlots) {}
}
