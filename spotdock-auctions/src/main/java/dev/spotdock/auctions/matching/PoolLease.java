package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.book.BookPositions;
import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.kernel.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which instance matches in a pool. Held by a row, renewed by the database's clock, and never
 * trusted on its own: what it protects checks its epoch in the same transaction ({@link
 * BookPositions#lockLease}).
 */
@Component
class PoolLease implements SmartLifecycle {

    /** A lease is renewed this many times while it lasts. */
    private static final int RENEWALS = 3;

    /** How often an instance without the lease tries for it. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** What this instance knows of a pool's lease until it asks again. */
    private record Grip(OptionalLong epoch, Instant askAgainAt) {}

    private final JdbcClient jdbc;
    private final Duration duration;
    private final Duration renewAfter;
    private final UUID holder;
    private final Map<String, Grip> grips = new ConcurrentHashMap<>();
    private volatile boolean running;

    PoolLease(JdbcClient jdbc, AuctionsProperties properties, Ids ids) {
        this.jdbc = jdbc;
        this.duration = properties.matching().lease();
        this.renewAfter = duration.dividedBy(RENEWALS);
        this.holder = ids.next();
    }

    /**
     * Gets, keeps or renews the lease.
     *
     * @return its epoch; empty if another instance has it
     */
    OptionalLong hold(String pool, Instant now) {
        Grip grip = grips.get(pool);
        if (grip == null || !now.isBefore(grip.askAgainAt())) {
            OptionalLong epoch = ask(pool);
            grip = new Grip(epoch, now.plus(epoch.isPresent() ? renewAfter : RETRY_AFTER));
            grips.put(pool, grip);
        }
        return grip.epoch();
    }

    /** The lease turned out to be somebody else's: the next {@link #hold} asks the database. */
    void lost(String pool) {
        grips.remove(pool);
    }

    private OptionalLong ask(String pool) {
        return jdbc.sql(
                        """
                        insert into auctions.pool_lease as l (pool, lease_epoch, holder, expires_at)
                        values (:pool, 1, :holder,
                            clock_timestamp() + :millis * interval '1 millisecond')
                        on conflict (pool) do update set
                            lease_epoch = l.lease_epoch
                                + case when l.holder = excluded.holder then 0 else 1 end,
                            holder = excluded.holder,
                            expires_at = excluded.expires_at
                        where l.holder = excluded.holder or l.expires_at < clock_timestamp()
                        returning lease_epoch
                        """)
                .param("pool", pool)
                .param("holder", holder)
                .param("millis", duration.toMillis())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public void start() {
        running = true;
    }

    /** Lets go of all leases, so that another instance, or the next start, need not wait. */
    @Override
    public void stop() {
        running = false;
        jdbc.sql("update auctions.pool_lease set expires_at = clock_timestamp() where holder = ?")
                .param(holder)
                .update();
        grips.clear();
    }

    /** Stops after the loops, which would take the lease again, and long before the database. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
