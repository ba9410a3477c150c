package dev.spotdock.auctions.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.ListBookLevels.Level;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every order book does. */
interface OrderBookContract {

    String POOL = "contract";
    BookPosition START = new BookPosition(41, 0);

    OrderBook book();

    private static BookEntry entry(long id, long version, long sequence, long price) {
        return new BookEntry(
                new BidId(new UUID(id, id)), version, sequence, price, 1500, shape(id), 7 * price);
    }

    private static Resources shape(long id) {
        return new Resources(1000 + id % 7, 2048, 0);
    }

    private static BookChange put(long id, long version, long sequence, long price) {
        return new BookChange.Put(entry(id, version, sequence, price));
    }

    private static BookChange remove(long id, long version) {
        return new BookChange.Remove(new BidId(new UUID(id, id)), version);
    }

    private OrderBook opened() {
        OrderBook book = book();
        book.reset(POOL, START.epoch());
        assertThat(book.seal(POOL, START)).isTrue();
        return book;
    }

    private static List<Long> ids(OrderBook book, BookPosition at) {
        return book.best(POOL, at, null, OrderBook.LIMIT_MAX).orElseThrow().entries().stream()
                .map(entry -> entry.bidId().value().getMostSignificantBits())
                .toList();
    }

    @Test
    default void ordersByPriceThenBySequence() {
        OrderBook book = opened();
        List<BookChange> changes =
                List.of(
                        put(1, 1, 300, 5),
                        put(2, 1, 20, 5),
                        put(3, 1, 1L << 40, 9_007_199_254_740_991L),
                        put(4, 1, 4, 0),
                        put(5, 1, 5, 9_007_199_254_740_990L));
        assertThat(book.apply(POOL, START, changes)).isTrue();
        assertThat(ids(book, START.plus(5))).containsExactly(3L, 5L, 2L, 1L, 4L);
        assertThat(book.best(POOL, START, null, 1).orElseThrow())
                .isEqualTo(new BookPage(5, List.of(entry(3, 1, 1L << 40, 9_007_199_254_740_991L))));
    }

    @Test
    default void aGreaterVersionWinsWhateverTheOrder() {
        OrderBook book = opened();
        book.apply(POOL, START, List.of(put(1, 3, 1, 7), put(1, 1, 1, 5), remove(1, 2)));
        assertThat(book.best(POOL, START, null, 9).orElseThrow().entries())
                .containsExactly(entry(1, 3, 1, 7));
        assertThat(book.depth(POOL, START, 9)).contains(List.of(new Level(7, 1, 1500)));
        book.apply(POOL, START.plus(3), List.of(remove(1, 4), remove(1, 4)));
        assertThat(ids(book, START)).isEmpty();
        assertThat(book.depth(POOL, START, 9)).contains(List.of());
    }

    @Test
    default void repeatingChangesNothing() {
        OrderBook book = opened();
        List<BookChange> changes = List.of(put(1, 1, 1, 5), put(2, 1, 2, 5), remove(1, 2));
        book.apply(POOL, START, changes);
        assertThat(book.apply(POOL, START, changes)).isTrue();
        assertThat(ids(book, START.plus(3))).containsExactly(2L);
        assertThat(book.depth(POOL, START.plus(3), 9)).contains(List.of(new Level(5, 1, 1500)));
        assertThat(book.best(POOL, START.plus(4), null, 9)).as("counted once").isEmpty();
    }

    @Test
    default void isStaleForAnotherEpochAndForWhoCountedMore() {
        OrderBook book = opened();
        BookPosition ahead = START.plus(1);
        BookPosition other = new BookPosition(42, 0);
        for (BookPosition wrong : List.of(ahead, other)) {
            assertThat(book.apply(POOL, wrong, List.of(put(1, 1, 1, 5)))).isFalse();
            assertThat(book.best(POOL, wrong, null, 1)).isEmpty();
            assertThat(book.depth(POOL, wrong, 1)).isEmpty();
        }
        assertThat(book.correct(POOL, 42, List.of(put(1, 1, 1, 5)))).isFalse();
        assertThat(book.seal(POOL, other)).isFalse();
        assertThat(ids(book, START)).isEmpty();
        assertThat(book.best("unheard-of", START, null, 1)).isEmpty();
    }

    @Test
    default void isStaleFromItsResetUntilItIsSealed() {
        OrderBook book = opened();
        book.apply(POOL, START, List.of(put(1, 1, 1, 5)));
        book.reset(POOL, 43);
        assertThat(book.correct(POOL, 43, List.of(put(2, 1, 2, 5)))).isTrue();
        assertThat(book.best(POOL, new BookPosition(43, 0), null, 9)).isEmpty();
        assertThat(book.apply(POOL, new BookPosition(43, 0), List.of(put(3, 1, 3, 5)))).isFalse();
        assertThat(book.seal(POOL, new BookPosition(43, 7))).isTrue();
        assertThat(ids(book, new BookPosition(43, 7))).containsExactly(2L);
    }

    @Test
    default void correctionsAreNotCounted() {
        OrderBook book = opened();
        assertThat(book.correct(POOL, START.epoch(), List.of(put(1, 1, 1, 5)))).isTrue();
        assertThat(book.best(POOL, START, null, 9).orElseThrow().applied()).isZero();
    }

    /** Enough for several scripts, pages and levels; cursors whose entry has left the book too. */
    @Test
    default void agreesWithTheNaiveBook() {
        long seed = 20261121;
        Random random = new Random(seed);
        OrderBook book = opened();
        OrderBook naive = new NaiveOrderBook();
        naive.reset(POOL, START.epoch());
        naive.seal(POOL, START);
        BookPosition at = START;
        for (int round = 0; round < 5; round++) {
            List<BookChange> changes = new ArrayList<>();
            for (int i = 0; i < 1300; i++) {
                long id = random.nextLong(700);
                long version = 1 + random.nextLong(4);
                changes.add(
                        random.nextInt(3) == 0
                                ? remove(id, version)
                                : put(id, version, id * 37 % 701, random.nextLong(12)));
            }
            assertThat(book.apply(POOL, at, changes)).isTrue();
            naive.apply(POOL, at, changes);
            at = at.plus(changes.size());
            assertThat(book.depth(POOL, at, 5)).isEqualTo(naive.depth(POOL, at, 5));
            BookEntry cursor = null;
            BookPage expected;
            do {
                expected = naive.best(POOL, at, cursor, 64).orElseThrow();
                assertThat(book.best(POOL, at, cursor, 64)).as("seed " + seed).contains(expected);
                cursor = last(expected, cursor);
                BookChange gone = new BookChange.Remove(cursor.bidId(), cursor.version());
                book.correct(POOL, at.epoch(), List.of(gone));
                naive.correct(POOL, at.epoch(), List.of(gone));
            } while (!expected.entries().isEmpty());
        }
    }

    private static BookEntry last(BookPage page, @Nullable BookEntry before) {
        if (!page.entries().isEmpty()) {
            return page.entries().getLast();
        }
        return before == null ? entry(1, 1, 1, 1) : before;
    }
}
