package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.ListBidTransitions;
import dev.spotdock.auctions.ListBids;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.id.BidId;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers what owners ask about their bids. */
@Component
class BidQueries {

    private final JdbcClient jdbc;

    private final Pools pools;

    BidQueries(JdbcClient jdbc, Pools pools) {
        this.jdbc = jdbc;
        this.pools = pools;
    }

    @QueryHandler
    Optional<BidDetails> handle(FindBid query) {
        return jdbc.sql(BidRows.SELECT + "where b.id = ? and b.account_id = ?")
                .params(query.bidId().value(), query.owner().value())
                .query((row, _) -> BidRows.bid(row, pools))
                .optional();
    }

    @QueryHandler
    List<BidDetails> handle(ListBids query) {
        return jdbc.sql(
                        BidRows.SELECT
                                + """
                                where b.account_id = :owner
                                  and (:status is null or b.status = :status)
                                  and (:pool is null or b.pool = :pool)
                                  and (cast(:before as uuid) is null or b.id < :before)
                                order by b.id desc limit :limit
                                """)
                .param("owner", query.owner().value())
                .param("status", name(query.status()), Types.VARCHAR)
                .param("pool", query.pool(), Types.VARCHAR)
                .param("before", id(query.before()), Types.OTHER)
                .param("limit", query.limit())
                .query((row, _) -> BidRows.bid(row, pools))
                .list();
    }

    private static @Nullable String name(@Nullable BidStatus status) {
        return status == null ? null : status.name();
    }

    private static @Nullable UUID id(@Nullable BidId id) {
        return id == null ? null : id.value();
    }

    @QueryHandler
    List<ListBidTransitions.Transition> handle(ListBidTransitions query) {
        return jdbc.sql(
                        """
                        select t.* from auctions.bid_transition t
                        join auctions.bid b on b.id = t.bid_id
                        where t.bid_id = ? and b.account_id = ? order by t.version
                        """)
                .params(query.bidId().value(), query.owner().value())
                .query(BidRows::transition)
                .list();
    }
}
