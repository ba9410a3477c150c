package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.kernel.id.AllocationId;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A bid and what may happen to it. Every change makes a new version; who calls one records it
 * ({@link BidHistory}) and publishes it ({@link BidFacts}) in the same transaction. Changes of a
 * stored bid need its row locked ({@link Bids}).
 */
@Entity
@DynamicUpdate
@Table(schema = "auctions", name = "bid")
class Bid extends WaitingBid {

    @Enumerated(EnumType.STRING)
    private @Nullable ReasonCode stopReason;

    private @Nullable Instant stopsAt;
    @Embedded private @Nullable Eviction eviction;
    private @Nullable Instant freedAt;
    private boolean atRisk;
    private @Nullable UUID allocationId;
    private int attempts;
    private int startFailures;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Bid() {}

    /** A new bid in the book, version 1. */
    Bid(SubmitBid command, Pool pool, Offered offered, Place place) {
        super(command, pool, offered, place);
    }

    /** A new bid's place in the book, and why it waits. */
    record Place(long sequence, long milliSlots, ReasonCode reason) {}

    /** Placed, with a lower maximum, which applies later. */
    void repriceLater(Offered next, @Nullable Instant from, long sequence) {
        expect(status().isPlaced(), "placed");
        offerLater(next, from, sequence);
        become(status(), why());
    }

    /** When a lower maximum may apply; null: once it has started and run for its minimum. */
    @Nullable Instant mayBeLoweredFrom(@Nullable Allocation latest, Instant at) {
        if (latest == null || !status().isPlaced()) {
            return at;
        }
        Instant startedAt = latest.startedAt();
        if (startedAt == null) {
            return null;
        }
        Instant minRun = startedAt.plusMillis(terms().minRunMs());
        Instant notice = eviction == null ? at : eviction.deadline();
        return Collections.max(List.of(at, minRun, notice));
    }

    /** Waiting -> matched; the next attempt. */
    void match(AllocationId allocation, Instant at, Instant startBy) {
        expect(isWaiting() || mayUseReservation(at), "waiting");
        allocationId = allocation.value();
        attempts++;
        stopsAt = notAfterReservation(null);
        become(BidStatus.MATCHED, Why.of(ReasonCode.STARTING, at, startBy));
    }

    /** Matched -> running. A stop that was asked for in the meantime stays asked for. */
    void start(Instant startedAt) {
        expect(status() == BidStatus.MATCHED, "matched");
        startFailures = 0;
        runsAtLeastUntil(startedAt.plusMillis(terms().minRunMs()));
        if (stopReason != null) {
            become(BidStatus.RUNNING, why());
            return;
        }
        stopsAt = notAfterReservation(terms().overdue(startedAt));
        become(BidStatus.RUNNING, Why.of(ReasonCode.RUNNING, startedAt, stopsAt));
    }

    boolean mayBeDisplaced() {
        return status() == BidStatus.MATCHED && stopReason == null;
    }

    /** Only what was noticed for a newcomer's sake. */
    boolean mayBeSpared() {
        return eviction != null && eviction.reason() == ReasonCode.OUTBID && stopReason == null;
    }

    /** Running, and to be stopped at the deadline; once. */
    void notice(Eviction notice) {
        expect(mayBeNoticed(), "running, not noticed and not being stopped");
        eviction = notice;
        become(status(), Why.of(notice.reason(), notice.noticedAt(), notice.deadline()));
    }

    boolean mayBeNoticed() {
        return status() == BidStatus.RUNNING && stopReason == null && eviction == null;
    }

    /** Noticed, and no longer. */
    void withdrawNotice(Instant at) {
        expect(eviction != null && stopReason == null, "noticed and not being stopped");
        eviction = null;
        become(status(), Why.of(ReasonCode.RUNNING, at, stopsAt));
    }

    /** The deadline has come: to be stopped now. */
    void evict() {
        Eviction due = eviction;
        expect(due != null, "noticed");
        requestStop(Objects.requireNonNull(due).reason(), due.deadline());
    }

    /** Matched or running, and to be stopped now; once. */
    void requestStop(ReasonCode reason, Instant at) {
        expect(status().isPlaced() && stopReason == null, "placed and not being stopped");
        stopReason = reason;
        stopsAt = at;
        become(status(), Why.of(reason, at, null));
    }

    /** Whether it would run on, or come back, if nobody stopped it for good. */
    boolean wouldGoOn() {
        return stopReason == null
                || (!isReservationOver() && Fate.comesBack(stopReason, terms().onEviction()));
    }

    /** Placed, and to be stopped for good: an eviction does not bring it back any more. */
    void cancelPlaced(Instant at) {
        expect(wouldGoOn(), "going on");
        stopReason = null;
        requestStop(ReasonCode.CANCELLED_BY_USER, at);
    }

    /**
     * Matched or running -> final, or back in the book with its sequence.
     *
     * @param endedAt of the workload; one that ends by itself before it is evicted is not evicted
     */
    void end(AllocationEnd end, String detail, Instant endedAt, Instant at, int startAttemptsMax) {
        expect(status().isPlaced(), "placed");
        if (end != AllocationEnd.STOPPED
                && eviction != null
                && eviction.reason() == stopReason
                && endedAt.isBefore(eviction.deadline())) {
            stopReason = null;
        }
        if (end == AllocationEnd.START_FAILED) {
            startFailures++;
        }
        Fate fate =
                isReservationOver()
                        ? new Fate(BidStatus.COMPLETED, ReasonCode.RESERVATION)
                        : Fate.of(
                                end,
                                stopReason,
                                terms().onEviction(),
                                startFailures,
                                startAttemptsMax);
        stopReason = null;
        stopsAt = null;
        eviction = null;
        atRisk = false;
        if (!fate.status().isFinal()) {
            expiresAnew(at);
        }
        become(fate.status(), fate.reason(), detail, at);
    }

    /** Its time has come: that of its runtime, or that of its reservation. */
    void stopOverdue(Instant at) {
        requestStop(Details.stopsFor(stopsAt, reserved() == null ? null : reserved().to()), at);
    }

    /** Whether it is being stopped because its own reservation ends. */
    private boolean isReservationOver() {
        return reserved() != null && stopReason == ReasonCode.RESERVATION;
    }

    /** The attempt that has just ended costs nothing. */
    void freeAttempt(Instant at) {
        freedAt = at;
    }

    @Nullable ReasonCode stopReason() {
        return stopReason;
    }

    @Nullable Instant stopsAt() {
        return stopsAt;
    }

    @Nullable Eviction eviction() {
        return eviction;
    }

    @Nullable Instant freedAt() {
        return freedAt;
    }

    boolean atRisk() {
        return atRisk;
    }

    @Nullable AllocationId allocationId() {
        return allocationId == null ? null : new AllocationId(allocationId);
    }

    int attempts() {
        return attempts;
    }
}
