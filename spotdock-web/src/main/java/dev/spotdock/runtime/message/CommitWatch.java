package dev.spotdock.runtime.message;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * Whether anything can have been committed, by any process, since it was last asked. For one
 * thread.
 *
 * <p>A snapshot names the transactions that have begun to write and have not ended. Whoever commits
 * changes it, however long ago the transaction began; whoever only reads does not.
 */
final class CommitWatch {

    private static final Logger LOG = LoggerFactory.getLogger(CommitWatch.class);

    private final JdbcClient jdbc;
    private String snapshot = "";

    CommitWatch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Also true at first, and while the database does not answer: that is for readers to find. */
    boolean hasNews() {
        try {
            String now =
                    jdbc.sql("select pg_current_snapshot()::text").query(String.class).single();
            boolean changed = !now.equals(snapshot);
            snapshot = now;
            return changed;
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("nothing is known of other instances' events", e);
            return true;
        }
    }
}
