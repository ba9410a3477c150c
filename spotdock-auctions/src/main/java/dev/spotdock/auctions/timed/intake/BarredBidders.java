package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who may not bid, as PostgreSQL said last: known also while it is away. As many as have not paid
 * for what they won, and were not forgiven.
 */
@Component
class BarredBidders implements Loop {

    private final JdbcClient jdbc;
    private volatile Set<AccountId> barred = Set.of();

    BarredBidders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean contains(AccountId bidder) {
        return barred.contains(bidder);
    }

    /** In the caller's transaction. */
    void add(AccountId bidder) {
        jdbc.sql(
                        """
                        insert into auctions.barred_bidder (account_id, since)
                        values (?, clock_timestamp()) on conflict do nothing
                        """)
                .param(bidder.value())
                .update();
    }

    /** In the caller's transaction. */
    void remove(AccountId bidder) {
        jdbc.sql("delete from auctions.barred_bidder where account_id = ?")
                .param(bidder.value())
                .update();
    }

    @Override
    public String name() {
        return "barred-bidders";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void runOnce(Instant now) {
        barred =
                Set.copyOf(
                        jdbc.sql("select account_id from auctions.barred_bidder")
                                .query((row, _) ->
                                        new AccountId(row.getObject("account_id", UUID.class)))
                                .list());
    }
}
