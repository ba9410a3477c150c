package dev.spotdock.auctions;

import dev.spotdock.kernel.message.Command;

/**
 * Ends the offer of a node that is gone for good: nothing new is placed on it, and it is forgotten
 * as soon as nothing of it is used. Ignored if there is none; {@link OfferCapacity} revives it.
 */
public record WithdrawOffer(String node) implements Command<Void> {}
