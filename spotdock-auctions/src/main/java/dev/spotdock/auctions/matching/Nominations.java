package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.matching.engine.MarketView.Nominated;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code auctions.nomination}, guarded by their pool's lease. */
@Component
class Nominations {

    private final JdbcClient jdbc;

    Nominations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<StandingNomination> ofPool(String pool) {
        return jdbc.sql("select * from auctions.nomination where pool = ? order by bid_id")
                .param(pool)
                .query(Nominations::read)
                .list();
    }

    @SuppressWarnings("unused") // a RowMapper's second parameter
    private static StandingNomination read(ResultSet row, int number) throws SQLException {
        List<AllocationId> victims =
                Arrays.stream((UUID[]) row.getArray("victims").getArray())
                        .map(AllocationId::new)
                        .toList();
        Nominated nominated =
                new Nominated(
                        new BidId(row.getObject("bid_id", UUID.class)),
                        row.getString("node"),
                        row.getTimestamp("deadline").toInstant(),
                        victims);
        return new StandingNomination(nominated, row.getTimestamp("made_at").toInstant());
    }

    /** Makes a nomination, or changes the bid's. */
    void put(String pool, Nominated nomination, Instant at) {
        jdbc.sql(
                        """
                        insert into auctions.nomination as n
                            (bid_id, pool, node, deadline, made_at, victims)
                        values (:bid, :pool, :node, :deadline, :at, :victims)
                        on conflict (bid_id) do update set node = excluded.node,
                            deadline = excluded.deadline, victims = excluded.victims
                        """)
                .param("bid", nomination.bidId().value())
                .param("pool", pool)
                .param("node", nomination.node())
                .param("deadline", nomination.deadline().atOffset(ZoneOffset.UTC))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param(
                        "victims",
                        nomination.victims().stream().map(AllocationId::value).toArray(UUID[]::new))
                .update();
    }

    void end(Collection<BidId> bids) {
        if (!bids.isEmpty()) {
            jdbc.sql("delete from auctions.nomination where bid_id = any(?)")
                    .param(bids.stream().map(BidId::value).toArray(UUID[]::new))
                    .update();
        }
    }
}
