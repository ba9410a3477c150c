package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.book.BookChange;
import dev.spotdock.auctions.book.BookEntry;
import dev.spotdock.auctions.book.BookPage;
import dev.spotdock.auctions.book.BookPosition;
import dev.spotdock.auctions.book.BookPositions;
import dev.spotdock.auctions.book.BookRebuild;
import dev.spotdock.auctions.book.OrderBook;
import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.auctions.pool.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads a pool's book, best first, and has it rebuilt when it is stale. */
@Component
class BookReader {

    private final OrderBook book;
    private final BookPositions positions;
    private final BookRebuild rebuild;
    private final AuctionsProperties.Matching bounds;

    BookReader(
            OrderBook book,
            BookPositions positions,
            BookRebuild rebuild,
            AuctionsProperties properties) {
        this.book = book;
        this.positions = positions;
        this.rebuild = rebuild;
        this.bounds = properties.matching();
    }

    /** An open book: where it stands at least, and its best bids. */
    record Open(BookPosition position, BookPage best) {}

    /**
     * Opens the book.
     *
     * @param trusted where the book stood when PostgreSQL was asked last; null: ask
     * @return empty if the lease is somebody else's by now
     */
    Optional<Open> open(Pool pool, long leaseEpoch, @Nullable BookPosition trusted) {
        if (trusted != null) {
            Optional<Open> open = at(pool, trusted);
            if (open.isPresent()) {
                return open;
            }
        }
        Optional<Open> open = at(pool, positions.find(pool.name()));
        return open.isPresent()
                ? open
                : rebuild.rebuild(pool.name(), leaseEpoch)
                        .map(position -> at(pool, position).orElseThrow());
    }

    private Optional<Open> at(Pool pool, BookPosition position) {
        return page(pool, position, null).map(page -> new Open(position, page));
    }

    private Optional<BookPage> page(Pool pool, BookPosition position, @Nullable BookEntry after) {
        return book.best(pool.name(), position, after, bounds.batchLimit());
    }

    /** Takes out of the book who has left it, before the projection does. */
    void correct(String pool, long epoch, List<BookChange> left) {
        book.correct(pool, epoch, left);
    }

    /** All bids at or above the floor, as far as one run looks. */
    List<BookEntry> read(Pool pool, Open open) {
        List<BookEntry> entries = new ArrayList<>(open.best().entries());
        int last = entries.size();
        for (int pages = 1; last == bounds.batchLimit() && pages < bounds.pagesPerRun(); pages++) {
            BookEntry worst = entries.getLast();
            if (worst.effectiveUnitPrice() < pool.floorPrice()) {
                break;
            }
            List<BookEntry> more =
                    page(pool, open.position(), worst).map(BookPage::entries).orElse(List.of());
            entries.addAll(more);
            last = more.size();
        }
        return entries;
    }
}
