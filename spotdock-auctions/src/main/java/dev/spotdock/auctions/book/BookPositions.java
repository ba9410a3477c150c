package dev.spotdock.auctions.book;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where each book stands according to PostgreSQL: what Redis is measured against. */
@Component
public final class BookPositions {

    private final JdbcClient jdbc;

    BookPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The committed position; that of no book if there never was one. */
    public BookPosition find(String pool) {
        return jdbc.sql("select book_epoch, applied from auctions.book where pool = ?")
                .param(pool)
                .query((row, _) ->
                        new BookPosition(row.getLong("book_epoch"), row.getLong("applied")))
                .optional()
                .orElse(BookPosition.NONE);
    }

    /** Counts changes; the row stays locked, so that books change one after the other. */
    BookPosition count(String pool, int changes) {
        return jdbc.sql(
                        """
                        insert into auctions.book as b (pool, book_epoch, applied) values (?, 0, ?)
                        on conflict (pool) do update set applied = b.applied + excluded.applied
                        returning book_epoch, applied
                        """)
                .params(pool, changes)
                .query((row, _) ->
                        new BookPosition(row.getLong("book_epoch"), row.getLong("applied")))
                .single();
    }

    /** Starts an epoch that never was before; the row stays locked. */
    BookPosition nextEpoch(String pool) {
        return jdbc.sql(
                        """
                        insert into auctions.book as b (pool, book_epoch, applied)
                        values (?, nextval('auctions.book_epoch'), 0)
                        on conflict (pool) do update set book_epoch = excluded.book_epoch
                        returning book_epoch, applied
                        """)
                .param(pool)
                .query((row, _) ->
                        new BookPosition(row.getLong("book_epoch"), row.getLong("applied")))
                .single();
    }

    /** Whether that lease is still the pool's; it cannot be lost before the transaction ends. */
    public boolean lockLease(String pool, long leaseEpoch) {
        Optional<Integer> held =
                jdbc.sql(
                                """
                                select 1 from auctions.pool_lease
                                where pool = ? and lease_epoch = ? for share
                                """)
                        .params(pool, leaseEpoch)
                        .query(Integer.class)
                        .optional();
        return held.isPresent();
    }
}
