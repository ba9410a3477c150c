package dev.spotdock.web.broadcast;

import dev.spotdock.kernel.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which instance sends, and how far it has come; the row {@code feed.relay}. Renewed by the
 * database's clock and never trusted on its own: a former holder may still send, which at least
 * once allows, but its positions are refused.
 */
@WithKafka
@Component
class RelayLease implements SmartLifecycle {

    private static final String RELAY = "kafka";

    /** A lease is renewed this many times while it lasts. */
    private static final int RENEWALS = 3;

    /** How often an instance without the lease tries for it. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final Duration duration;
    private final UUID holder;
    private Optional<RelayTerm> term = Optional.empty();
    private Instant askAgainAt = Instant.MIN;
    private volatile boolean running;

    RelayLease(JdbcClient jdbc, KafkaProperties settings, Ids ids) {
        this.jdbc = jdbc;
        this.duration = settings.deliveryTimeout().multipliedBy(2);
        this.holder = ids.next();
    }

    /** So often it has to be held again. */
    Duration renewAfter() {
        return duration.dividedBy(RENEWALS);
    }

    /**
     * Gets, keeps or renews the lease. The first holder of all begins with the oldest event that is
     * kept.
     *
     * @return empty if another instance has it
     */
    synchronized Optional<RelayTerm> hold(Instant now) {
        if (!now.isBefore(askAgainAt)) {
            term = ask();
            askAgainAt = now.plus(term.isPresent() ? renewAfter() : RETRY_AFTER);
        }
        return term;
    }

    /** Makes the next {@link #hold} ask the database. */
    synchronized void forget() {
        term = Optional.empty();
        askAgainAt = Instant.MIN;
    }

    /**
     * Stores how far it has come, and renews the lease.
     *
     * @return false if the term is over, or others were further; nothing is stored then
     */
    synchronized boolean advance(long epoch, long position) {
        boolean stored =
                jdbc.sql(
                                        """
                                        update feed.relay set position = :position, leased_until =
                                            clock_timestamp() + :millis * interval '1 millisecond'
                                        where name = :name and epoch = :epoch
                                            and position <= :position
                                        """)
                                .param("name", RELAY)
                                .param("epoch", epoch)
                                .param("position", position)
                                .param("millis", duration.toMillis())
                                .update()
                        == 1;
        if (stored) {
            term = Optional.of(new RelayTerm(epoch, position));
        } else {
            forget();
        }
        return stored;
    }

    /** How far whoever holds it has come; empty if nobody ever did. */
    Optional<Long> position() {
        return jdbc.sql("select position from feed.relay where name = ?")
                .param(RELAY)
                .query(Long.class)
                .optional();
    }

    private Optional<RelayTerm> ask() {
        return jdbc.sql(
                        """
                        insert into feed.relay as r (name, position, epoch, holder, leased_until)
                        select :name, removed_until, 1, :holder,
                            clock_timestamp() + :millis * interval '1 millisecond'
                        from feed.head
                        on conflict (name) do update set
                            epoch = r.epoch
                                + case when r.holder = excluded.holder then 0 else 1 end,
                            holder = excluded.holder,
                            leased_until = excluded.leased_until
                        where r.holder = excluded.holder or r.leased_until < clock_timestamp()
                        returning epoch, position
                        """)
                .param("name", RELAY)
                .param("holder", holder)
                .param("millis", duration.toMillis())
                .query(RelayTerm.class)
                .optional();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Lets go, so that another instance, or the next start, need not wait. */
    @Override
    public void stop() {
        running = false;
        jdbc.sql("update feed.relay set leased_until = clock_timestamp() where holder = ?")
                .param(holder)
                .update();
        forget();
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
