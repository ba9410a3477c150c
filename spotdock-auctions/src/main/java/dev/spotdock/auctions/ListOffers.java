package dev.spotdock.auctions;

import dev.spotdock.kernel.resources.Resources;

/** Asks for what every node {@link Offer}s, by node. */
public record ListOffers() {

    public record Offer(
            String node, String pool, Resources capacity, Resources used, boolean schedulable) {}
}
