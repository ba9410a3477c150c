package dev.spotdock.auctions;

import dev.spotdock.kernel.resources.Resources;

/** Asks for what every node {@link Offer}s, by node. */
public record ListOffers() {

    /**
     * A node's offer.
     *
     * @param pins how often capacity of the node was pinned: whoever planned with fewer pins than
     *     there are must plan again
     */
    public record Offer(
            String node,
            String pool,
            Resources capacity,
            Resources used,
            boolean schedulable,
            long pins) {}
}
