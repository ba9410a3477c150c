package dev.spotdock.auctions;

import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;

/**
 * Locks a bid until the transaction ends, and changes nothing: for whoever changes the bid's wallet
 * before the bid, so that the order of locks (bids before wallets) is kept.
 */
public record LockBid(BidId bidId) implements Command<Void> {}
