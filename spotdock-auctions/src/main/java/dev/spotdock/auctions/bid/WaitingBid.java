package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding.Shortage;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.SubmitBid;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.kernel.id.ReservationId;
import jakarta.persistence.Embedded;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.MappedSuperclass;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The state that a bid is in, and what may happen to it while it waits: in the book, or outside it
 * because its hold is short ({@code unfundedAt}), or because it uses a reservation ({@code
 * reserved}).
 */
@MappedSuperclass
abstract class WaitingBid extends PricedBid {

    @Enumerated(EnumType.STRING)
    private BidStatus status;

    @Embedded private Why why;
    private @Nullable Instant expiresAt;
    private @Nullable Instant unfundedAt;
    @Embedded private @Nullable Reserved reserved;
    private long version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected WaitingBid() {}

    WaitingBid(SubmitBid command, Pool pool, Offered offered, Bid.Place place) {
        super(command, pool, place.milliSlots(), offered, place.sequence());
        this.status = BidStatus.SUBMITTED;
        this.expiresAt = terms().expiry(submittedAt());
        this.why = Why.of(place.reason(), submittedAt(), this.expiresAt);
        this.version = 1;
    }

    /** New, and not for the book: it waits until its reservation begins. */
    void reserve(Reserved reservation) {
        expect(version == 1 && status == BidStatus.SUBMITTED, "new");
        reserved = reservation;
        expiresAnew(submittedAt());
        boolean begun = !reservation.from().isAfter(submittedAt());
        why =
                new Why(
                        ReasonCode.AWAITING_CAPACITY,
                        begun
                                ? "Waits for its reserved node."
                                : "Waits until its reservation begins.",
                        submittedAt(),
                        begun ? expiresAt : reservation.from());
    }

    /** In the book: it may be matched. */
    boolean isWaiting() {
        return status == BidStatus.SUBMITTED && unfundedAt == null && reserved == null;
    }

    /** Waiting, outside the book, and its reservation has begun. */
    boolean mayUseReservation(Instant at) {
        return status == BidStatus.SUBMITTED
                && reserved != null
                && !reserved.from().isAfter(at)
                && reserved.to().isAfter(at);
    }

    /** Waiting for money, and not in the book. */
    boolean isUnfunded() {
        return unfundedAt != null;
    }

    /** Waiting, for capacity that is being freed for it; no new version. */
    void nominate(Instant deadline, Instant at) {
        expect(isWaiting(), "waiting");
        why = Why.of(ReasonCode.AWAITING_EVICTION, at, deadline);
    }

    /** Waiting like all others again; the time of its nomination does not count. */
    void endNomination(Duration nominated, Instant at) {
        expect(isWaiting(), "waiting");
        expiresAt = expiresAt == null ? null : expiresAt.plus(nominated);
        why = Why.of(ReasonCode.AWAITING_CAPACITY, at, expiresAt);
    }

    /**
     * Open, with another maximum, which applies at once.
     *
     * @param shortage what its hold lacks; it keeps one that waits out of the book
     */
    void reprice(
            Offered next,
            long sequence,
            boolean belowFloor,
            @Nullable Shortage shortage,
            Instant at) {
        offer(next, sequence);
        if (status != BidStatus.SUBMITTED) {
            become(status, why);
        } else if (shortage == null) {
            unfundedAt = null;
            become(status, Why.of(why.codeInBook(belowFloor), at, why.next()));
        } else {
            lackFunds(shortage, at);
        }
    }

    /** In the book -> outside it, or still outside. */
    void lackFunds(Shortage shortage, Instant at) {
        expect(status == BidStatus.SUBMITTED, "submitted");
        unfundedAt = unfundedAt == null ? at : unfundedAt;
        String detail =
                "It lacks %s, and %s is free.".formatted(shortage.required(), shortage.available());
        become(status, ReasonCode.INSUFFICIENT_FUNDS, detail, at);
    }

    /** Outside the book -> in it again. */
    void fund(boolean belowFloor, Instant at) {
        expect(isUnfunded(), "short of funds");
        unfundedAt = null;
        become(status, why.codeInBook(belowFloor), "", at);
    }

    /** Waiting -> cancelled. */
    void cancel(Instant at) {
        expect(status == BidStatus.SUBMITTED, "submitted");
        become(BidStatus.CANCELLED, ReasonCode.CANCELLED_BY_USER, "", at);
    }

    /** Waiting -> expired. */
    void expire(Instant at) {
        expect(status == BidStatus.SUBMITTED, "submitted");
        become(BidStatus.EXPIRED, ReasonCode.EXPIRED, "", at);
    }

    /** It waits, and is to leave the book when that has taken as long as it wished. */
    void expiresAnew(Instant at) {
        expiresAt = notAfterReservation(terms().expiry(at));
    }

    /** That instant, or the end of its reservation if that is earlier or there is no other. */
    @Nullable Instant notAfterReservation(@Nullable Instant at) {
        Reserved reservation = reserved;
        if (reservation == null) {
            return at;
        }
        return at == null || reservation.to().isBefore(at) ? reservation.to() : at;
    }

    /** Only what waits expires, and only what waits is short of funds. */
    void become(BidStatus next, ReasonCode reason, String detail, Instant at) {
        Instant expiry = next == BidStatus.SUBMITTED ? expiresAt : null;
        become(next, new Why(reason, Wording.of(reason, detail), at, expiry));
    }

    /** The next version. */
    void become(BidStatus next, Why reason) {
        if (next != BidStatus.SUBMITTED) {
            expiresAt = null;
            unfundedAt = null;
        }
        status = next;
        why = reason;
        version++;
    }

    void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(
                    "expected bid %s to be %s, but it is %s (%s)"
                            .formatted(bidId(), what, status, why.code()));
        }
    }

    BidStatus status() {
        return status;
    }

    Why why() {
        return why;
    }

    @Nullable Instant expiresAt() {
        return expiresAt;
    }

    @Nullable Instant unfundedAt() {
        return unfundedAt;
    }

    @Nullable Reserved reserved() {
        return reserved;
    }

    @Nullable ReservationId reservationId() {
        return reserved == null ? null : reserved.reservationId();
    }

    long version() {
        return version;
    }
}
