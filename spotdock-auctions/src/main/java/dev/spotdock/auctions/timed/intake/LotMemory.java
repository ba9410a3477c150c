package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.id.LotId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which instances may remember numbers that they have told bidders, and which of them have told
 * PostgreSQL since Redis started anew.
 */
@Component
class LotMemory implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LotMemory.class);

    /** What an instance acknowledged before it died is drained, or recorded as lost, by then. */
    private static final int DEAD_AFTER_MINUTES = 10;

    /** Far more often than that; and no write more, while there is nothing to tell. */
    private static final Duration ALIVE_EVERY = Duration.ofMinutes(1);

    /** A stop does not wait for PostgreSQL, which may be away: the others find out in time. */
    private static final Duration LEAVES_WITHIN = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final UndrainedLots undrained;
    private final LotRows rows;
    private final RedisDurability durability;
    private final UUID instance;
    private Instant aliveAgainAt = Instant.MIN; // only the guard's own thread comes here
    private volatile boolean running;

    LotMemory(
            JdbcClient jdbc,
            UndrainedLots undrained,
            LotRows rows,
            RedisDurability durability,
            Ids ids) {
        this.jdbc = jdbc;
        this.undrained = undrained;
        this.rows = rows;
        this.durability = durability;
        this.instance = ids.next();
    }

    /**
     * Tells PostgreSQL what this instance acknowledged, before it may be lost.
     *
     * @param isNew whether Redis has started anew since the last call
     * @param isAsked whether there are lots that wait for it
     */
    void tell(String run, boolean isNew, boolean isAsked, Instant now) {
        if (isNew) {
            durability.check();
        }
        boolean tells = isNew || isAsked;
        Map<LotId, Long> told = tells ? undrained.all() : Map.of();
        if (!told.isEmpty()) {
            rows.acknowledged(told);
        }
        if (tells || !now.isBefore(aliveAgainAt)) {
            isAlive(run);
            aliveAgainAt = now.plus(ALIVE_EVERY);
        }
    }

    private void isAlive(String run) {
        jdbc.sql(
                        """
                        insert into auctions.lot_instance (instance_id, alive_at, reported_run)
                        values (?, clock_timestamp(), ?)
                        on conflict (instance_id) do update
                        set alive_at = excluded.alive_at, reported_run = excluded.reported_run
                        """)
                .params(instance, run)
                .update();
    }

    /** Whether nobody remembers something that PostgreSQL was not told. */
    boolean isComplete(String run) {
        forgetDead();
        return jdbc.sql(
                        """
                        select not exists (select from auctions.lot_instance
                            where reported_run is distinct from ?)
                        """)
                .param(run)
                .query(Boolean.class)
                .single();
    }

    private void forgetDead() {
        jdbc.sql(
                        """
                        delete from auctions.lot_instance
                        where alive_at <= clock_timestamp() - ? * interval '1 minute'
                        """)
                .param(DEAD_AFTER_MINUTES)
                .update();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Whoever has nothing left to tell need not be waited for. */
    @Override
    public void stop() {
        running = false;
        if (undrained.size() == 0) {
            Thread leaving = Thread.ofVirtual().name("lot-memory").start(this::leave);
            try {
                leaving.join(LEAVES_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            leaving.interrupt();
        }
    }

    private void leave() {
        try {
            jdbc.sql("delete from auctions.lot_instance where instance_id = ?")
                    .param(instance)
                    .update();
        } catch (RuntimeException e) {
            LOG.debug("The others were not told that this instance leaves", e);
        }
    }

    /** Stops after the loops and the web server, and before the database. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
