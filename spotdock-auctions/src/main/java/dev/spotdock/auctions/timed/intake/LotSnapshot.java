package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.timed.winner.WinnerDetermination.State;
import java.time.Instant;

/**
 * A lot's state as the log carries it.
 *
 * @param open whether it takes bids
 * @param sequence the last number that was handed out, or is counted as such
 * @param ceiling the greatest number that may be
 * @param bids accepted so far
 * @param endsAt extensions included
 * @param extensionsLeft how often the end may still be extended
 * @param state of the fold
 * @param leaderNumber bidder number of the leader; 0 while nobody leads
 */
record LotSnapshot(
        LotOpening opening,
        boolean open,
        long sequence,
        long ceiling,
        long bids,
        Instant endsAt,
        int extensionsLeft,
        State state,
        int leaderNumber) {

    /** Of a lot that nobody has bid on. */
    static LotSnapshot unbid(LotOpening opening, long sequence, long ceiling) {
        AntiSniping antiSniping = opening.antiSniping();
        return new LotSnapshot(
                opening,
                true,
                sequence,
                ceiling,
                0,
                opening.endsAt(),
                antiSniping == null ? 0 : antiSniping.max(),
                State.START,
                0);
    }
}
