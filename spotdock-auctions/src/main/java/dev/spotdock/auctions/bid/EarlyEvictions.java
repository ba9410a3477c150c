package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.pool.Pools;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether an attempt was evicted so soon that it costs nothing (product, section 4, rule 8). */
@Component
class EarlyEvictions {

    /** A bid gets one free attempt in this time: nobody lives on being evicted. */
    private static final Duration ONCE_IN = Duration.ofHours(24);

    private final Pools pools;
    private final JdbcClient jdbc;

    EarlyEvictions(Pools pools, JdbcClient jdbc) {
        this.pools = pools;
        this.jdbc = jdbc;
    }

    /**
     * Asked right after the bid's end of the attempt was recorded.
     *
     * @param notice that the attempt was under before; null: none
     */
    boolean isFree(Bid bid, Allocation attempt, @Nullable Eviction notice, Instant now) {
        Instant startedAt = attempt.startedAt();
        Instant stop = notice == null ? attempt.endedAt() : notice.deadline();
        if (bid.reserved() != null
                || startedAt == null
                || stop == null
                || askedForLess(bid)
                || hadOne(bid, now)) {
            return false;
        }
        Pool pool = pools.rulesFor(bid.pool());
        boolean early = Duration.between(startedAt, stop).compareTo(pool.freeIfEvictedWithin()) < 0;
        return early
                && switch (bid.why().code()) {
                    case NODE_DRAINED, NODE_LOST -> true;
                    case OUTBID -> outbidByAnotherAccount(bid, attempt);
                    default -> false;
                };
    }

    private boolean askedForLess(Bid bid) {
        Pool pool = pools.rulesFor(bid.pool());
        return bid.terms().noticeMs() < pool.notice().toMillis()
                || bid.terms().minRunMs() < pool.minRun().toMillis();
    }

    private static boolean hadOne(Bid bid, Instant now) {
        Instant freedAt = bid.freedAt();
        return freedAt != null && now.isBefore(freedAt.plus(ONCE_IN));
    }

    private boolean outbidByAnotherAccount(Bid bid, Allocation attempt) {
        return jdbc.sql(
                        """
                        select exists (select from auctions.eviction_notice n
                            join auctions.bid w on w.id = n.winning_bid_id
                            where n.allocation_id = ? and n.withdrawn_at is null and n.reason = ?
                              and w.account_id <> ?)
                        """)
                .params(attempt.getId(), ReasonCode.OUTBID.name(), bid.accountId().value())
                .query(Boolean.class)
                .single();
    }
}
