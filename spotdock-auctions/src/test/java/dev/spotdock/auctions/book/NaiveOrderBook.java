package dev.spotdock.auctions.book;

import dev.spotdock.auctions.ListBookLevels.Level;
import dev.spotdock.kernel.id.BidId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The book as one would write it down to explain it. */
class NaiveOrderBook implements OrderBook {

    private static final class Book {
        private final Map<BidId, BookEntry> entries = new HashMap<>();
        private long epoch;
        private long applied = -1;
    }

    private final Map<String, Book> books = new HashMap<>();

    private Book book(String pool) {
        return books.computeIfAbsent(pool, _ -> new Book());
    }

    private static boolean isStale(Book book, BookPosition at) {
        return book.epoch != at.epoch() || book.applied < at.applied();
    }

    @Override
    public boolean apply(String pool, BookPosition before, List<BookChange> changes) {
        Book book = book(pool);
        if (isStale(book, before)) {
            return false;
        }
        correct(pool, before.epoch(), changes);
        book.applied = before.applied() + changes.size();
        return true;
    }

    @Override
    public boolean correct(String pool, long epoch, List<BookChange> changes) {
        Book book = book(pool);
        if (book.epoch != epoch) {
            return false;
        }
        for (BookChange change : changes) {
            switch (change) {
                case BookChange.Put(BookEntry entry) ->
                        book.entries.merge(
                                entry.bidId(),
                                entry,
                                (old, now) -> old.version() > now.version() ? old : now);
                case BookChange.Remove remove ->
                        book.entries.computeIfPresent(
                                remove.bidId(),
                                (_, old) -> old.version() > remove.version() ? old : null);
            }
        }
        return true;
    }

    private static final Comparator<BookEntry> BEST_FIRST =
            Comparator.comparingLong(BookEntry::effectiveUnitPrice)
                    .reversed()
                    .thenComparingLong(BookEntry::sequence);

    @Override
    public Optional<BookPage> best(
            String pool, BookPosition at, @Nullable BookEntry after, int limit) {
        Book book = book(pool);
        if (isStale(book, at)) {
            return Optional.empty();
        }
        return Optional.of(
                new BookPage(
                        book.applied,
                        book.entries.values().stream()
                                .sorted(BEST_FIRST)
                                .filter(e -> after == null || BEST_FIRST.compare(e, after) > 0)
                                .limit(limit)
                                .toList()));
    }

    @Override
    public Optional<List<Level>> depth(String pool, BookPosition at, int limit) {
        Book book = book(pool);
        if (isStale(book, at)) {
            return Optional.empty();
        }
        return Optional.of(
                book.entries.values().stream()
                        .collect(Collectors.groupingBy(BookEntry::effectiveUnitPrice))
                        .entrySet()
                        .stream()
                        .map(level ->
                                new Level(
                                        level.getKey(),
                                        level.getValue().size(),
                                        level.getValue().stream()
                                                .mapToLong(BookEntry::milliSlots)
                                                .sum()))
                        .sorted(Comparator.comparingLong(Level::unitPrice).reversed())
                        .limit(limit)
                        .toList());
    }

    @Override
    public void reset(String pool, long epoch) {
        Book book = book(pool);
        book.entries.clear();
        book.epoch = epoch;
        book.applied = -1;
    }

    @Override
    public boolean seal(String pool, BookPosition at) {
        Book book = book(pool);
        if (book.epoch != at.epoch()) {
            return false;
        }
        book.applied = at.applied();
        return true;
    }
}
