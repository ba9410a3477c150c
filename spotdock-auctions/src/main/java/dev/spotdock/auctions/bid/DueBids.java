package dev.spotdock.auctions.bid;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the clock, not a person, wants of bids; internal to the module. */
final class DueBids {

    private DueBids() {}

    /** Ends bids that waited long enough; yields how many. */
    record ExpireBids(Instant at, int limit) implements Command<Integer> {

        ExpireBids {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** Has workloads stopped whose notice has run out; yields how many. */
    record EvictDue(Instant at, int limit) implements Command<Integer> {

        EvictDue {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /**
     * Warns owners of running bids that a pool's price has reached; yields the greater number of
     * those who are warned, and of those who need no warning any more.
     */
    record WarnOfRisk(String pool, Instant at, int limit) implements Command<Integer> {

        WarnOfRisk {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** Places bids whose reservations have begun, as far as their nodes have room. */
    record PlaceReserved(Instant at, List<BidId> bidIds) implements Command<Void> {

        PlaceReserved {
            at = at.truncatedTo(ChronoUnit.MILLIS);
            bidIds = List.copyOf(bidIds);
        }
    }

    /** Tells work to go that is in the way of a reservation; who moved on is left alone. */
    record ClearWindows(Instant at, List<Told> told) implements Command<Void> {

        ClearWindows {
            at = at.truncatedTo(ChronoUnit.MILLIS);
            told = List.copyOf(told);
        }

        /**
         * Who has to go.
         *
         * @param deadline at least its own notice from now; what has not started goes at once
         */
        record Told(BidId bidId, AllocationId allocationId, Instant deadline) {

            Told {
                deadline = deadline.truncatedTo(ChronoUnit.MILLIS);
            }
        }
    }

    /** Lets lower maxima apply whose time has come; yields how many. */
    record LowerDue(Instant at, int limit) implements Command<Integer> {

        LowerDue {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** Lets those of the bids back into the book whose holds can be topped up. */
    record FundBids(Instant at, List<BidId> bidIds) implements Command<Void> {

        FundBids {
            at = at.truncatedTo(ChronoUnit.MILLIS);
            bidIds = List.copyOf(bidIds);
        }
    }

    /** Has workloads stopped that ran long enough; yields how many. */
    record StopOverdue(Instant at, int limit) implements Command<Integer> {

        StopOverdue {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
