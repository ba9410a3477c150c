package dev.spotdock.auctions.timed.intake;

import dev.spotdock.auctions.ListLotBids;
import dev.spotdock.auctions.ListLotBids.ShownLotBid;
import dev.spotdock.auctions.ListLotLosses;
import dev.spotdock.auctions.ListLotLosses.LotLoss;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers what is stored of bids on lots, and what is known to be lost. */
@Component
class LotBidQueries {

    private final JdbcClient jdbc;

    LotBidQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @QueryHandler
    List<ShownLotBid> handle(ListLotBids query) {
        return jdbc.sql(
                        """
                        select id, sequence, bidder_number, amount, counted, price_after,
                            leader_after, accepted_at
                        from auctions.lot_bid
                        where lot_id = ? and sequence > ? and (counted or not ?)
                        order by sequence limit ?
                        """)
                .params(query.lotId().value(), query.after(), query.validOnly(), query.limit())
                .query(LotBidQueries::shown)
                .list();
    }

    private static ShownLotBid shown(ResultSet row, int number) throws SQLException {
        Integer leader = row.getObject("leader_after", Integer.class);
        return new ShownLotBid(
                row.getObject("id", UUID.class),
                row.getLong("sequence"),
                StoredLotBid.alias(row.getInt("bidder_number")),
                Money.ofMicros(row.getLong("amount")),
                row.getBoolean("counted"),
                money(row.getObject("price_after", Long.class)),
                leader == null ? null : StoredLotBid.alias(leader),
                Columns.instant(row, "accepted_at"));
    }

    @QueryHandler
    List<LotLoss> handle(ListLotLosses query) {
        ListLotLosses.Place after = query.after();
        return jdbc.sql(
                        """
                        select s.lot_id, s.lost_from, s.lost_to, s.acknowledged, l.by_hand, s.found_at
                        from auctions.lot_loss s join auctions.lot_intake l on l.lot_id = s.lot_id
                        where cast(:at as timestamptz) is null
                            or (s.found_at, s.lot_id, s.lost_from) < (:at, :lot, :from)
                        order by s.found_at desc, s.lot_id desc, s.lost_from desc limit :limit
                        """)
                .param("at", after == null ? null : Columns.timestamp(after.foundAt()))
                .param("lot", after == null ? null : after.lotId().value())
                .param("from", after == null ? null : after.lostFrom())
                .param("limit", query.limit())
                .query((row, _) ->
                        new LotLoss(
                                new LotId(row.getObject("lot_id", UUID.class)),
                                row.getLong("lost_from"),
                                row.getLong("lost_to"),
                                row.getObject("acknowledged", Long.class),
                                row.getBoolean("by_hand"),
                                Columns.instant(row, "found_at")))
                .list();
    }

    private static @Nullable Money money(@Nullable Long micros) {
        return micros == null ? null : Money.ofMicros(micros);
    }
}
