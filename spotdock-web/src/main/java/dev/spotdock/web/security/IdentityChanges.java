package dev.spotdock.web.security;

import dev.spotdock.kernel.message.DatabasePulse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells all instances that an account or a key has changed, by PostgreSQL's {@code NOTIFY}, so that
 * they forget what they remember; and by {@link RecentChanges} those that do not hear PostgreSQL.
 * Listens on a connection of its own; while there is none, what is remembered is not believed. The
 * same connection tells whether PostgreSQL answers.
 */
@Component
class IdentityChanges implements DatabasePulse, SmartLifecycle {

    /** The answer of {@link #heard} while changes would be missed. */
    static final long DEAF = -1;

    private static final Logger log = LoggerFactory.getLogger(IdentityChanges.class);

    private static final String CHANNEL = "spotdock_identity";

    /** Before the web server, which stops before this does. */
    private static final int PHASE = DEFAULT_PHASE - 2561;

    /** Between two questions whether PostgreSQL is there; what it tells is heard at once. */
    private static final int LISTEN_MILLIS = 250;

    /** Far longer than an answer takes on a busy machine. */
    private static final int ANSWER_SECONDS = 1;

    private static final int RETRY_MILLIS = 250;
    private static final int STOP_MILLIS = 5_000;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final RecentChanges recent;
    private final InstantSource clock;
    private final AtomicLong heard = new AtomicLong();
    private volatile @Nullable Instant listeningSince;
    private volatile CountDownLatch stop = new CountDownLatch(0);
    private @Nullable Thread listener;
    private boolean silent; // the listener's own: said once

    IdentityChanges(
            DataSource database, JdbcClient jdbc, RecentChanges recent, InstantSource clock) {
        this.database = database;
        this.jdbc = jdbc;
        this.recent = recent;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> answersSince() {
        return Optional.ofNullable(listeningSince);
    }

    /**
     * A number that is another one after each change.
     *
     * @return {@link #DEAF} while changes made elsewhere are not heard of
     */
    long heard() {
        long number = heard.get();
        return listeningSince == null ? DEAF : number;
    }

    /** Everybody forgets, this instance first, when the transaction that asks has committed. */
    void announce() {
        announce("");
    }

    /**
     * The same, and nobody believes what was known of it before, although PostgreSQL cannot be
     * asked.
     *
     * @param what {@link RecentChanges#ofKey} or {@link RecentChanges#ofAccount}
     */
    void announce(String what) {
        jdbc.sql("select pg_notify('" + CHANNEL + "', :what)")
                .param("what", what)
                .query((_, _) -> 1)
                .single();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            committed(what);
                        }
                    });
        } else {
            committed(what);
        }
    }

    private void committed(String what) {
        heard.incrementAndGet();
        if (!what.isEmpty()) {
            recent.tell(what);
        }
    }

    @Override
    public void start() {
        CountDownLatch end = new CountDownLatch(1);
        stop = end;
        CountDownLatch tried = new CountDownLatch(1);
        listener =
                Thread.ofVirtual().name("identity-changes").start(() -> keepListening(end, tried));
        await(tried, STOP_MILLIS);
    }

    private void keepListening(CountDownLatch end, CountDownLatch tried) {
        while (end.getCount() > 0) {
            try (Connection connection = database.getConnection()) {
                listen(connection, end, tried);
            } catch (SQLException | RuntimeException e) {
                if (!silent) {
                    log.warn("PostgreSQL does not answer: {}", e.toString());
                }
                silent = true;
            }
            tried.countDown();
            await(end, RETRY_MILLIS);
        }
    }

    private void listen(Connection connection, CountDownLatch end, CountDownLatch tried)
            throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            heard.incrementAndGet(); // what happened before this is not known
            listeningSince = clock.instant();
            if (silent) {
                log.info("PostgreSQL answers again");
            }
            silent = false;
            tried.countDown();
            while (end.getCount() > 0) {
                if (!connection.isValid(ANSWER_SECONDS)) {
                    throw new SQLException("no answer within %d s".formatted(ANSWER_SECONDS));
                }
                hear(postgres.getNotifications(LISTEN_MILLIS));
            }
            statement.execute("unlisten *");
        } finally {
            listeningSince = null;
        }
    }

    private void hear(PGNotification @Nullable [] told) {
        if (told == null || told.length == 0) {
            return;
        }
        heard.incrementAndGet();
        for (PGNotification notification : told) {
            if (!notification.getParameter().isEmpty()) {
                recent.hear(notification.getParameter());
            }
        }
    }

    private static boolean await(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void stop() {
        stop.countDown();
        Thread thread = listener;
        listener = null;
        if (thread != null) {
            try {
                thread.join(STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return stop.getCount() > 0;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
