package dev.spotdock.auctions.book;

import dev.spotdock.auctions.ListBookLevels;
import dev.spotdock.auctions.ListBookLevels.Level;
import java.util.List;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers how deep a book is. */
@Component
class BookQueries {

    private final OrderBook book;
    private final BookPositions positions;
    private final JdbcClient jdbc;

    BookQueries(OrderBook book, BookPositions positions, JdbcClient jdbc) {
        this.book = book;
        this.positions = positions;
        this.jdbc = jdbc;
    }

    @QueryHandler
    List<Level> handle(ListBookLevels query) {
        int limit = Math.min(query.limit(), OrderBook.LIMIT_MAX);
        return book.depth(query.pool(), positions.find(query.pool()), limit)
                .orElseGet(() -> fromBids(query.pool(), limit));
    }

    /** While the book is being rebuilt: slower, never wrong. */
    private List<Level> fromBids(String pool, int limit) {
        return jdbc.sql(
                        """
                        select effective_unit_price, count(*) as bids, sum(milli_slots) as slots
                        from auctions.bid
                        where pool = ? and status = 'SUBMITTED' and unfunded_at is null
                          and reservation_id is null
                        group by effective_unit_price order by effective_unit_price desc limit ?
                        """)
                .params(pool, limit)
                .query((row, _) ->
                        new Level(
                                row.getLong("effective_unit_price"),
                                row.getLong("bids"),
                                row.getLong("slots")))
                .list();
    }
}
