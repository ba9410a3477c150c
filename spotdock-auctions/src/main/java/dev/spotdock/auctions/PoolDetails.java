package dev.spotdock.auctions;

import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.time.Duration;

/**
 * A market: its nodes, order book, price.
 *
 * @param pricing {@code uniform} or {@code pay-as-bid}
 * @param floorPrice micro-units per slot-hour
 * @param marketPrice micro-units per slot-hour
 * @param capacity of all its nodes
 * @param used by allocations
 * @param nodes how many
 * @param waiting bids in the book: not those that wait for funds
 * @param running bids with a running allocation
 */
public record PoolDetails(
        String name,
        String pricing,
        long floorPrice,
        long marketPrice,
        SlotShape slot,
        Resources capacity,
        Resources used,
        int nodes,
        long waiting,
        long running,
        Duration minRun,
        Duration notice) {}
