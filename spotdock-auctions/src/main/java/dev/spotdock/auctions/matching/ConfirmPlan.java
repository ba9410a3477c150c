package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.book.BookChange;
import dev.spotdock.auctions.matching.engine.MatchPlan;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Makes a plan come true, as far as it still can; internal to the module.
 *
 * @param leaseEpoch of the lease under which it was planned
 * @param standing nominations of earlier plans
 * @param pins of each node, how often its capacity had been pinned when this was planned
 */
record ConfirmPlan(
        String pool,
        long leaseEpoch,
        MatchPlan plan,
        List<StandingNomination> standing,
        Map<String, Long> pins,
        Instant at)
        implements Command<ConfirmPlan.Confirmed> {

    ConfirmPlan {
        standing = List.copyOf(standing);
        pins = Map.copyOf(pins);
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * What came of it.
     *
     * @param leaseHeld false: the lease is somebody else's, nothing was done
     * @param whole whether everything came true
     * @param placed how many were matched
     * @param leftBook what the book should no longer have: bids matched now, and those that it had
     *     at a version that is past
     */
    record Confirmed(boolean leaseHeld, boolean whole, int placed, List<BookChange> leftBook) {

        static final Confirmed LEASE_LOST = new Confirmed(false, false, 0, List.of());

        Confirmed {
            leftBook = List.copyOf(leftBook);
        }
    }
}
