package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.FindAuction;
import dev.spotdock.auctions.FindLot;
import dev.spotdock.auctions.ListAuctions;
import dev.spotdock.auctions.ListLots;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers what anybody asks about auctions and their lots; drafts are their sellers' business. */
@Component
class AuctionQueries {

    private static final String VISIBLE =
            """
            select * from auctions.auction
            where (state <> 'DRAFT' or seller_id = :viewer or :operator)
            """;

    private final JdbcClient jdbc;
    private final LotViews lots;

    AuctionQueries(JdbcClient jdbc, LotViews lots) {
        this.jdbc = jdbc;
        this.lots = lots;
    }

    @QueryHandler
    Optional<AuctionDetails> handle(FindAuction query) {
        return jdbc.sql(VISIBLE + "and id = :id")
                .param("viewer", query.viewer().accountId().value())
                .param("operator", query.viewer().operator())
                .param("id", query.auctionId().value())
                .query(Auctions::auction)
                .optional()
                .map(Auction::details);
    }

    @QueryHandler
    List<AuctionDetails> handle(ListAuctions query) {
        return jdbc
                .sql(
                        VISIBLE
                                + """
                                and (:state is null or state = :state)
                                and (cast(:seller as uuid) is null or seller_id = :seller)
                                and (cast(:before as uuid) is null or id < :before)
                                order by id desc limit :limit
                                """)
                .param("viewer", query.viewer().accountId().value())
                .param("operator", query.viewer().operator())
                .param("state", query.state() == null ? null : query.state().name(), Types.VARCHAR)
                .param("seller", seller(query.seller()), Types.OTHER)
                .param("before", id(query.before()), Types.OTHER)
                .param("limit", query.limit())
                .query(Auctions::auction)
                .list()
                .stream()
                .map(Auction::details)
                .toList();
    }

    private static @Nullable UUID seller(@Nullable AccountId seller) {
        return seller == null ? null : seller.value();
    }

    private static @Nullable UUID id(@Nullable AuctionId id) {
        return id == null ? null : id.value();
    }

    @QueryHandler
    Optional<LotDetails> handle(FindLot query) {
        return lots.of(query.lotId(), query.viewer());
    }

    @QueryHandler
    List<LotDetails> handle(ListLots query) {
        return lots.ofAuction(query.auctionId(), query.viewer(), query.after(), query.limit());
    }
}
