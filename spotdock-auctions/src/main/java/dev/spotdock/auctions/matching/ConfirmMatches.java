package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.book.BookChange;
import dev.spotdock.auctions.matching.engine.MatchPlan.Match;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Makes a plan come true, as far as it still can; internal to the module.
 *
 * @param leaseEpoch of the lease under which it was planned
 */
record ConfirmMatches(String pool, long leaseEpoch, List<Match> matches, Instant at)
        implements Command<ConfirmMatches.Confirmed> {

    ConfirmMatches {
        matches = List.copyOf(matches);
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * What came of it.
     *
     * @param leaseHeld false: the lease is somebody else's, nothing was done
     * @param placed how many were matched
     * @param leftBook what the book should no longer have: bids matched now, and those that it had
     *     at a version that is past
     */
    record Confirmed(boolean leaseHeld, int placed, List<BookChange> leftBook) {

        static final Confirmed LEASE_LOST = new Confirmed(false, 0, List.of());

        Confirmed {
            leftBook = List.copyOf(leftBook);
        }
    }
}
