package dev.spotdock.auctions.pricing;

import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.loop.Waker;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Forgets prices that ended long enough ago, a bounded number at a time. The one that held at that
 * time, and so a pool's latest, stays however old it is.
 */
@Component
class PriceRetention implements Loop {

    /** Rows in one removal, so that it stays a short transaction. */
    static final int LIMIT = 5000;

    private final JdbcClient jdbc;
    private final Duration retention;
    private final Waker waker;

    PriceRetention(JdbcClient jdbc, AuctionsProperties properties, Waker waker) {
        this.jdbc = jdbc;
        this.retention = properties.priceRetention();
        this.waker = waker;
    }

    @Override
    public String name() {
        return "price-retention";
    }

    @Override
    public Duration interval() {
        return Duration.ofHours(1);
    }

    @Override
    public void runOnce(Instant now) {
        int removed =
                jdbc.sql(
                                """
                                delete from auctions.price_tick where (pool, at) in (
                                    select old.pool, old.at from auctions.price_tick old
                                    where old.at < :before and exists (
                                        select from auctions.price_tick next
                                        where next.pool = old.pool and next.at > old.at
                                          and next.at <= :before)
                                    order by old.at limit :limit)
                                """)
                        .param("before", now.minus(retention).atOffset(ZoneOffset.UTC))
                        .param("limit", LIMIT)
                        .update();
        if (removed == LIMIT) {
            waker.wake(name()); // there may be more
        }
    }
}
