package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidAtRisk;
import dev.spotdock.auctions.ListPrices.Tick;
import dev.spotdock.auctions.pricing.PriceHistory;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Marks running bids that the market price has reached, or fell below again. No new version of a
 * bid and no transition: nothing happened to it, the market around it moved. Rows that somebody has
 * locked are left for the next run.
 */
@Component
class RiskCommands {

    private static final String WARN =
            """
            with reached as (
                select id from auctions.bid
                where pool = :pool and status = 'RUNNING' and not at_risk and alert_price <= :price
                  and reservation_id is null
                order by alert_price limit :limit for update skip locked)
            update auctions.bid b set at_risk = true from reached r where b.id = r.id
            returning b.id, b.account_id, b.effective_unit_price, b.alert_percent
            """;

    private static final String CALM =
            """
            with fell as (
                select id from auctions.bid
                where pool = :pool and at_risk and alert_price > :price
                order by alert_price limit :limit for update skip locked)
            update auctions.bid b set at_risk = false from fell f where b.id = f.id
            """;

    /** Nobody waits that could outbid anybody: the floor is no threat. */
    private static final long NO_PRICE = -1;

    private final JdbcClient jdbc;
    private final PriceHistory prices;
    private final BidHistory history;

    RiskCommands(JdbcClient jdbc, PriceHistory prices, BidHistory history) {
        this.jdbc = jdbc;
        this.prices = prices;
        this.history = history;
    }

    @CommandHandler
    Integer handle(DueBids.WarnOfRisk command) {
        long price =
                prices.latest(command.pool())
                        .filter(tick -> tick.bidId() != null)
                        .map(Tick::unitPrice)
                        .orElse(NO_PRICE);
        List<BidAtRisk> reached =
                jdbc.sql(WARN)
                        .param("pool", command.pool())
                        .param("price", price)
                        .param("limit", command.limit())
                        .query((row, _) -> warning(row, command, price))
                        .list();
        reached.forEach(history::tell);
        int fell =
                jdbc.sql(CALM)
                        .param("pool", command.pool())
                        .param("price", price)
                        .param("limit", command.limit())
                        .update();
        return Math.max(reached.size(), fell);
    }

    private static BidAtRisk warning(ResultSet row, DueBids.WarnOfRisk command, long price)
            throws SQLException {
        return new BidAtRisk(
                new BidId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                command.pool(),
                price,
                row.getLong("effective_unit_price"),
                row.getInt("alert_percent"),
                command.at());
    }
}
