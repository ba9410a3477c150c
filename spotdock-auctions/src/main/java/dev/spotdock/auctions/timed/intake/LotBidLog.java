package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where bids get their numbers: one log per lot, with its own clock. Numbers of a lot are gapless,
 * and none is handed out after its close. What the log acknowledged survives a crash.
 *
 * <p>All methods throw {@link org.springframework.dao.DataAccessException} while the log is away.
 */
interface LotBidLog {

    /** Names this run of the server; another one after each of its starts. */
    String run();

    /**
     * Writes a lot's state, unless there is one; from then on it takes bids.
     *
     * @return false if this is another run; nothing has changed
     */
    boolean open(String run, LotSnapshot snapshot);

    /** Accepts a bid, or says why not; atomic. */
    LotBidAnswer bid(LotBidCall call);

    /** How {@link #close} decides. */
    enum How {
        /** If the lot's end has come by the log's clock. */
        DUE,
        /** At once. */
        EARLY,
        /** At once, if nobody has bid. */
        UNBID
    }

    /** What came of closing. */
    sealed interface Closing {

        /** For good, now or before. */
        record Closed(long lastSequence, Instant endsAt) implements Closing {}

        /** Not yet, or somebody has bid. */
        record Open(Instant endsAt) implements Closing {}

        /** The log has no such lot, or it is not confirmed for this run of the server. */
        record Unknown() implements Closing {}
    }

    /** Closes a lot: no number is handed out from then on. */
    Closing close(LotId lot, How how);

    /** Those of the lots that have bids which are still here. */
    List<LotId> undrained(List<LotId> lots);

    /**
     * The first bids of each lot that are still here, in sequence; lots without any are left out.
     */
    Map<LotId, List<StoredLotBid>> read(Collection<LotId> lots, int limitEach);

    /** The lot's bids above a number that are still here, in sequence. */
    List<StoredLotBid> read(LotId lot, long after, int limit);

    /**
     * How far a lot is stored.
     *
     * @param upTo the last number that may be forgotten
     * @param ceiling the greatest number that may be handed out; never lowered here
     */
    record Drained(LotId lot, long upTo, long ceiling) {}

    /**
     * Forgets bids, and lets as many new ones come.
     *
     * @param drained no lot twice
     * @return the last numbers handed out; without lots that the log does not have
     */
    Map<LotId, Long> trim(List<Drained> drained);

    /** What came of comparing the log with what is known. */
    enum Confirmation {
        /** The lot takes bids in this run. */
        CONFIRMED,
        /** The log has less of the lot than is known. */
        BEHIND,
        /** This is another run. */
        STALE
    }

    /**
     * Lets a lot take bids in this run, if the log is not older than what is known.
     *
     * @param least the greatest number that is known to be handed out
     * @param last of a closed lot, its last number
     */
    Confirmation confirm(LotId lot, String run, long least, OptionalLong last);

    /** How a lot stands; empty if the log has no such lot. */
    Optional<LotState> state(LotId lot);

    /** Forgets a lot; idempotency keys stay until they expire. */
    void clear(LotId lot);

    /** Tells who the bidders of a lot are that is about to be opened again. */
    void restoreBidders(LotId lot, Map<AccountId, Integer> numbers);

    /** Tells idempotency keys of a lot that is about to be opened again; of bids that have one. */
    void restoreKeys(LotId lot, List<StoredLotBid> bids, Instant now);
}
