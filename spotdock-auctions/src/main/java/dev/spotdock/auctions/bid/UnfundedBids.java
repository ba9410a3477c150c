package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.auctions.BidFunding.Need;
import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets bids back into the book that wait outside it for money, as soon as there is enough: whatever
 * made it free. Looks at all of them in turn, without locks; who cannot be helped costs no write.
 */
@Component
class UnfundedBids implements Loop {

    private static final Turn FIRST = new Turn(Instant.EPOCH, new UUID(0, 0));

    private final JdbcClient jdbc;
    private final BidFunding funding;
    private final Commands commands;
    private final int batch;
    private Turn last = FIRST; // whose turn it was; only the loop's own thread comes here

    UnfundedBids(
            JdbcClient jdbc, BidFunding funding, Commands commands, AuctionsProperties properties) {
        this.jdbc = jdbc;
        this.funding = funding;
        this.commands = commands;
        this.batch = properties.dueBatch();
    }

    /** Who has waited longest comes first. */
    private record Turn(Instant unfundedAt, UUID bidId) {}

    private record Row(Turn turn, Need need) {}

    @Override
    public String name() {
        return "unfunded-bids";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void runOnce(Instant now) {
        for (int i = 0; i < BidExpiry.BATCHES_MAX; i++) {
            List<Row> page = after(last);
            fund(page.stream().map(Row::need).toList(), now);
            if (page.size() < batch) {
                last = FIRST;
                return;
            }
            last = page.getLast().turn();
        }
    }

    private void fund(List<Need> needs, Instant now) {
        if (needs.isEmpty()) {
            return;
        }
        Set<BidId> affordable = funding.affordable(needs);
        if (!affordable.isEmpty()) {
            commands.send(new DueBids.FundBids(now, List.copyOf(affordable)));
        }
    }

    private List<Row> after(Turn turn) {
        return jdbc.sql(
                        """
                        select id, account_id, max_price_per_hour, unfunded_at
                        from auctions.bid
                        where unfunded_at is not null and (unfunded_at, id) > (:at, :id)
                        order by unfunded_at, id limit :limit
                        """)
                .param("at", turn.unfundedAt().atOffset(ZoneOffset.UTC))
                .param("id", turn.bidId())
                .param("limit", batch)
                .query(UnfundedBids::read)
                .list();
    }

    @SuppressWarnings("unused") // a RowMapper's second parameter
    private static Row read(ResultSet row, int number) throws SQLException {
        UUID bidId = row.getObject("id", UUID.class);
        Price max = new Price(row.getLong("max_price_per_hour"), Per.HOUR);
        return new Row(
                new Turn(row.getObject("unfunded_at", OffsetDateTime.class).toInstant(), bidId),
                new Need(
                        new AccountId(row.getObject("account_id", UUID.class)),
                        new BidId(bidId),
                        Maxima.hold(max)));
    }
}
