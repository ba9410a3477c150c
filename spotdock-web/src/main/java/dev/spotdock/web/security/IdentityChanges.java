package dev.spotdock.web.security;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells all instances that an account or a key has changed, by PostgreSQL's {@code NOTIFY}, so that
 * they forget what they remember. Listens on a connection of its own; while there is none, nothing
 * may be remembered.
 */
@Component
class IdentityChanges implements SmartLifecycle {

    /** The answer of {@link #heard} while changes would be missed. */
    static final long DEAF = -1;

    private static final Logger log = LoggerFactory.getLogger(IdentityChanges.class);

    private static final String CHANNEL = "spotdock_identity";

    /** Before the web server, which stops before this does. */
    private static final int PHASE = DEFAULT_PHASE - 2561;

    private static final int LISTEN_MILLIS = 500;
    private static final int RETRY_SECONDS = 1;
    private static final int STOP_SECONDS = 5;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final AtomicLong heard = new AtomicLong();
    private volatile boolean listening;
    private volatile CountDownLatch stop = new CountDownLatch(0);
    private @Nullable Thread listener;

    IdentityChanges(DataSource database, JdbcClient jdbc) {
        this.database = database;
        this.jdbc = jdbc;
    }

    /**
     * A number that is another one after each change.
     *
     * @return {@link #DEAF} while changes made elsewhere are not heard of
     */
    long heard() {
        long number = heard.get();
        return listening ? number : DEAF;
    }

    /** Everybody forgets, this instance first, when the transaction that asks has committed. */
    void announce() {
        jdbc.sql("select pg_notify('" + CHANNEL + "', '')").query((_, _) -> 1).single();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(
                    new TransactionSynchronization() {
                        @Override
                        public void afterCommit() {
                            heard.incrementAndGet();
                        }
                    });
        } else {
            heard.incrementAndGet();
        }
    }

    @Override
    public void start() {
        CountDownLatch end = new CountDownLatch(1);
        stop = end;
        CountDownLatch tried = new CountDownLatch(1);
        listener =
                Thread.ofVirtual().name("identity-changes").start(() -> keepListening(end, tried));
        await(tried, STOP_SECONDS);
    }

    private void keepListening(CountDownLatch end, CountDownLatch tried) {
        while (end.getCount() > 0) {
            try (Connection connection = database.getConnection()) {
                listen(connection, end, tried);
            } catch (SQLException | RuntimeException e) {
                log.warn("changes of accounts and keys are not heard of: {}", e.toString());
            }
            listening = false;
            tried.countDown();
            await(end, RETRY_SECONDS);
        }
    }

    private void listen(Connection connection, CountDownLatch end, CountDownLatch tried)
            throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + CHANNEL);
            heard.incrementAndGet(); // what happened before this is not known
            listening = true;
            tried.countDown();
            while (end.getCount() > 0) {
                var told = postgres.getNotifications(LISTEN_MILLIS);
                if (told != null && told.length > 0) {
                    heard.incrementAndGet();
                }
            }
            statement.execute("unlisten *");
        } finally {
            listening = false;
        }
    }

    private static boolean await(CountDownLatch latch, int seconds) {
        try {
            return latch.await(seconds, TimeUnit.SECONDS);
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
                thread.join(STOP_SECONDS * 1000L);
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
