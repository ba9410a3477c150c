package dev.spotdock.auctions.timed.intake;

import java.time.Instant;

/** What came of closing a lot. */
public sealed interface LotClosing {

    /**
     * No bid has a number above it, nor ever will.
     *
     * @param lastSequence 0: no bids; the winner is determined when {@link LotBids#drainedTo} is
     *     there
     * @param endsAt the lot's end, extensions included
     * @param byHand Redis lost numbers of this lot, some of which may have been acknowledged: an
     *     operator decides
     */
    record Sealed(long lastSequence, Instant endsAt, boolean byHand) implements LotClosing {}

    /** By Redis' clock its end is still to come; it may have been extended. */
    record StillOpen(Instant endsAt) implements LotClosing {}

    /** Redis is not confirmed to be the one that took the bids; try again. */
    record Unavailable() implements LotClosing {}
}
