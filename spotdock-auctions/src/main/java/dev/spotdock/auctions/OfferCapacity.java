package dev.spotdock.auctions;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.resources.Resources;

/**
 * Offers a node's capacity to a pool, or changes the offer. What is used stays as it is.
 *
 * @param node unique in the installation
 * @param schedulable false: nothing new is placed on it
 */
public record OfferCapacity(String node, String pool, Resources capacity, boolean schedulable)
        implements Command<Void> {}
