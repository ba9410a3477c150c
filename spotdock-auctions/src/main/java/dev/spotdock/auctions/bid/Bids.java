package dev.spotdock.auctions.bid;

import jakarta.persistence.LockModeType;
import jakarta.persistence.QueryHint;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.jpa.SpecHints;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

/**
 * The bids. Loaded only with their rows locked: nobody decides on a state that may change under
 * them. Queries that need no lock read rows, not entities ({@link BidQueries}).
 */
interface Bids extends Repository<Bid, UUID> {

    /** PostgreSQL's {@code skip locked}, as Hibernate writes it. */
    String SKIP_LOCKED = "-2";

    /** A new bid is inserted without asking first; also see {@link Bid#isNew}. */
    Bid save(Bid bid);

    void flush();

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select b from Bid b where b.id = :id")
    Optional<Bid> lock(UUID id);

    /** Locks by id, which is the order for everybody. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select b from Bid b where b.id in :ids order by b.id")
    List<Bid> lockAll(Collection<UUID> ids);

    /** The bids, in order of ids, whose allocations take capacity of a node. */
    @Query(
            """
            select a.bidId from Allocation a where a.node = :node and a.endedAt is null
            order by a.bidId
            """)
    List<UUID> placedOn(String node);

    /**
     * Waiting bids whose time is over; those that hold a nomination, and what others have locked is
     * left to them.
     */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = SpecHints.HINT_SPEC_LOCK_TIMEOUT, value = SKIP_LOCKED))
    @Query(
            """
            select b from Bid b where b.expiresAt <= :now
              and b.status = dev.spotdock.auctions.BidStatus.SUBMITTED
              and b.why.code <> dev.spotdock.auctions.ReasonCode.AWAITING_EVICTION
            order by b.expiresAt
            """)
    List<Bid> lockExpired(Instant now, Limit limit);

    /** Noticed bids whose deadline has come and that are not being stopped. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = SpecHints.HINT_SPEC_LOCK_TIMEOUT, value = SKIP_LOCKED))
    @Query(
            """
            select b from Bid b where b.eviction.deadline <= :now and b.stopReason is null
            order by b.eviction.deadline
            """)
    List<Bid> lockDueForEviction(Instant now, Limit limit);

    /** Those of the bids that are short of funds; what others have locked is left to them. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = SpecHints.HINT_SPEC_LOCK_TIMEOUT, value = SKIP_LOCKED))
    @Query("select b from Bid b where b.id in :ids and b.unfundedAt is not null order by b.id")
    List<Bid> lockUnfunded(Collection<UUID> ids);

    /** Bids whose lower maximum should apply by now. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = SpecHints.HINT_SPEC_LOCK_TIMEOUT, value = SKIP_LOCKED))
    @Query("select b from Bid b where b.lowered.from <= :now order by b.lowered.from")
    List<Bid> lockDueToBeLowered(Instant now, Limit limit);

    /**
     * Placed bids whose runtime is over, or whose reservation, and that are not being stopped; the
     * reservation's end also for those that have not started.
     */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @QueryHints(@QueryHint(name = SpecHints.HINT_SPEC_LOCK_TIMEOUT, value = SKIP_LOCKED))
    @Query(
            """
            select b from Bid b where b.stopsAt <= :now and b.stopReason is null
            order by b.stopsAt
            """)
    List<Bid> lockOverdue(Instant now, Limit limit);
}
