package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.pool.Pool;
import jakarta.persistence.Embedded;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a bid offers, and its place among those that offer the same. */
@MappedSuperclass
abstract class PricedBid extends SubmittedBid {

    private long sequence;
    @Embedded private Offered offered;
    @Embedded private @Nullable Lowered lowered;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected PricedBid() {}

    PricedBid(SubmitBid command, Pool pool, long milliSlots, Offered offered, long sequence) {
        super(command, pool, milliSlots);
        this.offered = offered;
        this.sequence = sequence;
    }

    /** Another maximum, at once. */
    void offer(Offered next, long nextSequence) {
        offered = next;
        lowered = null;
        sequence = nextSequence;
    }

    /**
     * A lower maximum, later.
     *
     * @param from null: it follows from the start of the workload
     */
    void offerLater(Offered next, @Nullable Instant from, long nextSequence) {
        lowered = Lowered.to(next, from);
        sequence = nextSequence;
    }

    /** The workload has started: what waits for its minimum run has a time now. */
    void runsAtLeastUntil(Instant instant) {
        Lowered waiting = lowered;
        if (waiting != null && waiting.from() == null) {
            lowered = waiting.from(instant);
        }
    }

    /** The lower maximum applies from now on. */
    void applyLowered() {
        offered = asked();
        lowered = null;
    }

    /** What the owner asked for last: in force, or not yet. */
    Offered asked() {
        Lowered later = lowered;
        return later == null ? offered : later.offered(offered.surchargePercent());
    }

    /** What competes, and bounds what is charged. */
    Offered offered() {
        return offered;
    }

    @Nullable Lowered lowered() {
        return lowered;
    }

    long sequence() {
        return sequence;
    }
}
