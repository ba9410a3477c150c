package dev.spotdock.auctions.bid;

import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whether a loop has anything to do, in one look at the ends of indexes: the commands that do it
 * lock rows, and cost twenty times as much where there are none.
 */
@Component
class BidsDue {

    private final JdbcClient jdbc;

    BidsDue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether a waiting bid's time may be over. */
    boolean toExpire(Instant now) {
        return any(
                """
                select exists (
                    select from auctions.bid where expires_at <= :now and status = 'SUBMITTED')
                """,
                now);
    }

    /** Whether a runtime or a notice is over, or a lower maximum should apply. */
    boolean toStopOrLower(Instant now) {
        return any(
                """
                select exists (
                        select from auctions.bid where stops_at <= :now and stop_reason is null)
                    or exists (select from auctions.bid
                        where evict_deadline <= :now and stop_reason is null)
                    or exists (select from auctions.bid where lowered_from <= :now)
                """,
                now);
    }

    private boolean any(String sql, Instant now) {
        return jdbc.sql(sql).param("now", Timestamp.from(now)).query(Boolean.class).single();
    }
}
