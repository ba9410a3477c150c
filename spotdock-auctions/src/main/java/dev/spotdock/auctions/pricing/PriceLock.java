package dev.spotdock.auctions.pricing;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what rates depend on in the order of time, so that billing can tell which past is complete.
 *
 * <p>Whoever changes a pool's price, or a maximum in force, holds the pool's lock until the commit
 * and stamps the change with an instant that was read under it. Whoever asks how far the past is
 * complete has waited for all of those, and whoever comes later stamps later: the clock of all
 * instances is PostgreSQL's.
 */
@Component
class PriceLock {

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final TransactionTemplate transaction;

    PriceLock(JdbcClient jdbc, InstantSource clock, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Locks a pool's rates until the caller's transaction ends.
     *
     * @return now, in whole milliseconds
     */
    Instant hold(String pool) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('auctions.price_tick ' || ?, 0))")
                .param(pool)
                .query((_, _) -> true)
                .single();
        return now();
    }

    /**
     * Waits for whoever changes rates of these allocations' pools now. Nothing is locked any more
     * when this returns: rolling back to the savepoint releases what was locked after it, and the
     * caller's transaction goes on.
     *
     * @param allocations known ones
     * @return all changes that apply before this instant are committed
     */
    Instant completeUntil(Collection<UUID> allocations) {
        return transaction.execute(_ -> {
            jdbc.sql("savepoint price_lock").update();
            jdbc.sql(
                            """
                            select pg_advisory_xact_lock_shared(
                                hashtextextended('auctions.price_tick ' || pool, 0))
                            from (select distinct pool from auctions.allocation
                                  where id = any(?) order by pool) p
                            """)
                    .param(allocations.toArray(UUID[]::new))
                    .query((_, _) -> true)
                    .list();
            Instant until = now();
            jdbc.sql("rollback to savepoint price_lock").update();
            jdbc.sql("release savepoint price_lock").update();
            return until;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
