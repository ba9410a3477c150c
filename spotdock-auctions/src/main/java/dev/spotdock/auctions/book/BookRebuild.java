package dev.spotdock.auctions.book;

import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a book anew from the bids in PostgreSQL. Bids are accepted meanwhile: their events wait for
 * the book's row and are applied to the new epoch, where what the rebuild saw already changes
 * nothing.
 */
@Component
public class BookRebuild {

    private static final Logger LOG = LoggerFactory.getLogger(BookRebuild.class);

    private final OrderBook book;
    private final BookPositions positions;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    BookRebuild(
            OrderBook book,
            BookPositions positions,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.book = book;
        this.positions = positions;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Rebuilds.
     *
     * @param leaseEpoch of the caller's lease of the pool
     * @return where the new book stands; empty if the lease, or the book, is somebody else's by now
     */
    public Optional<BookPosition> rebuild(String pool, long leaseEpoch) {
        return transaction.execute(_ -> rebuildLocked(pool, leaseEpoch));
    }

    private Optional<BookPosition> rebuildLocked(String pool, long leaseEpoch) {
        if (!positions.lockLease(pool, leaseEpoch)) {
            return Optional.empty();
        }
        BookPosition position = positions.nextEpoch(pool);
        book.reset(pool, position.epoch());
        long bids = 0;
        List<BookEntry> page = waiting(pool, 0);
        while (!page.isEmpty()) {
            List<BookChange> puts = page.stream().<BookChange>map(BookChange.Put::new).toList();
            if (!book.correct(pool, position.epoch(), puts)) {
                throw new IllegalStateException("the book of pool " + pool + " was reset under us");
            }
            bids += page.size();
            page = waiting(pool, page.getLast().sequence());
        }
        if (!book.seal(pool, position)) {
            throw new IllegalStateException("the book of pool " + pool + " was reset under us");
        }
        LOG.info(
                "Rebuilt the order book of pool {}: {} bids, epoch {}.",
                pool,
                bids,
                position.epoch());
        return Optional.of(position);
    }

    private List<BookEntry> waiting(String pool, long afterSequence) {
        return jdbc.sql(
                        """
                        select id, version, sequence, effective_unit_price, milli_slots,
                               cpu_millis, memory_mib, gpus, max_price_per_hour
                        from auctions.bid
                        where pool = ? and status = 'SUBMITTED' and unfunded_at is null
                          and reservation_id is null
                          and sequence > ?
                        order by sequence limit ?
                        """)
                .params(pool, afterSequence, RedisOrderBook.CHANGES_MAX)
                .query(BookRebuild::entry)
                .list();
    }

    private static BookEntry entry(ResultSet row, int rowNumber) throws SQLException {
        return new BookEntry(
                new BidId(row.getObject("id", UUID.class)),
                row.getLong("version"),
                row.getLong("sequence"),
                row.getLong("effective_unit_price"),
                row.getLong("milli_slots"),
                new Resources(
                        row.getLong("cpu_millis"), row.getLong("memory_mib"), row.getInt("gpus")),
                row.getLong("max_price_per_hour"));
    }
}
