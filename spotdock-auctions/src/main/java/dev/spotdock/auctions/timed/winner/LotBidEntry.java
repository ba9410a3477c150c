package dev.spotdock.auctions.timed.winner;

import dev.spotdock.kernel.id.AccountId;

/**
 * An accepted bid as the fold sees it.
 *
 * @param sequence its place in the lot's order, from 1
 * @param amount micro-units, more than zero
 * @param maximum hidden; the amount where none was given
 */
public record LotBidEntry(long sequence, AccountId bidder, long amount, long maximum) {

    public LotBidEntry {
        if (sequence < 1 || amount < 1 || maximum < amount) {
            throw new IllegalArgumentException(
                    "no bid: %d, %d, %d".formatted(sequence, amount, maximum));
        }
    }
}
