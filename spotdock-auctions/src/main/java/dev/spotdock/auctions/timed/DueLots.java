package dev.spotdock.auctions.timed;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the clock, not a person, wants of auctions and lots; internal to the module. */
final class DueLots {

    private DueLots() {}

    /** Opens scheduled auctions whose time has come; yields how many it found. */
    record OpenDue(Instant at, int limit) implements Command<Integer> {

        OpenDue {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** Carries auctions on whose time or last lot is over; yields the most it found of a kind. */
    record FinishAuctions(Instant at, int limit) implements Command<Integer> {

        FinishAuctions {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** Tells of lots that are not paid for in time; yields how many. */
    record TellOverdue(Instant at, int limit) implements Command<Integer> {

        TellOverdue {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    /** Stores what became of lots. */
    record ChangeLots(List<LotChange> changes) implements Command<Void> {

        ChangeLots {
            changes = List.copyOf(changes);
        }
    }

    /** A late bid has moved a lot's end. */
    record ExtendLot(LotId lotId, Instant endsAt, Instant at) implements Command<Void> {

        ExtendLot {
            at = at.truncatedTo(ChronoUnit.MILLIS);
        }
    }
}
