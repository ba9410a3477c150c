package dev.spotdock.bench;

import dev.spotdock.auctions.book.BookChange;
import dev.spotdock.auctions.book.BookEntry;
import dev.spotdock.auctions.book.BookPosition;
import dev.spotdock.auctions.book.OrderBook;
import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/**
 * The order book in Redis against its bare scripts on the same server: one call after the other, in
 * turn, so that whatever else the machine does meets both alike.
 */
final class BookBenchmark {

    private static final String POOL = "bench";
    private static final String BARE_POOL = "bench-bare";

    /** All are added, read beside, and cancelled; the first quarter of each is warm-up. */
    private static final int BIDS = 20_000;

    private static final int PAGES = 6000;
    private static final int PAGE = 256;
    private static final int WARM_UP_SHARE = 4;
    private static final double LIMIT = 0.5;
    private static final long EPOCH = 1;

    private final Installation installation;
    private final Random random = new Random(1);

    BookBenchmark(Installation installation) {
        this.installation = installation;
    }

    List<Measured> run() throws IOException {
        List<BookChange> puts = new ArrayList<>();
        List<BookChange> removes = new ArrayList<>();
        List<String> putLines = new ArrayList<>();
        List<String> removeLines = new ArrayList<>();
        for (int i = 0; i < BIDS; i++) {
            BookEntry entry = entry(i);
            puts.add(new BookChange.Put(entry));
            putLines.add("put %s %s".formatted(entry.bidId(), encoded(entry)));
            removes.add(new BookChange.Remove(entry.bidId(), 1));
            removeLines.add("remove %s 1".formatted(entry.bidId()));
        }
        OrderBook book = installation.book();
        book.reset(POOL, EPOCH);
        require(book.seal(POOL, new BookPosition(EPOCH, 0)), "sealed");
        try (BareBook bare = new BareBook(installation.redis(), BARE_POOL)) {
            return List.of(
                    measured(
                            "book-adds",
                            "order book: adds, against the bare script",
                            BIDS,
                            i -> change(book, i, puts.get(i)),
                            i -> bare.apply(putLines.get(i))),
                    measured(
                            "book-best",
                            "order book: pages of %d, against the bare script".formatted(PAGE),
                            PAGES,
                            _ -> page(book),
                            _ -> bare.best(Integer.toString(PAGE))),
                    measured(
                            "book-cancels",
                            "order book: cancels, against the bare script",
                            BIDS,
                            i -> change(book, BIDS + i, removes.get(i)),
                            i -> bare.apply(removeLines.get(i))));
        }
    }

    private BookEntry entry(int number) {
        return new BookEntry(
                new BidId(new UUID(4, number)),
                1,
                number,
                20_000 + random.nextInt(1000),
                1000,
                new Resources(1000, 2048, 0),
                30_000);
    }

    /** As Redis keeps it; the contract of the script, see its header. */
    private static String encoded(BookEntry entry) {
        return "%d:%016x:%d:%d:%d:%d:%d:%d"
                .formatted(
                        entry.version(),
                        entry.sequence(),
                        entry.effectiveUnitPrice(),
                        entry.milliSlots(),
                        entry.resources().cpuMillis(),
                        entry.resources().memoryMiB(),
                        entry.resources().gpus(),
                        entry.maxPricePerHour());
    }

    private static void change(OrderBook book, int before, BookChange change) {
        require(book.apply(POOL, new BookPosition(EPOCH, before), List.of(change)), "changed");
    }

    private static void page(OrderBook book) {
        int size =
                book.best(POOL, new BookPosition(EPOCH, 0), null, PAGE)
                        .orElseThrow()
                        .entries()
                        .size();
        require(size == PAGE, "full");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException("the book was not " + what);
        }
    }

    private static Measured measured(
            String name, String what, int count, IntConsumer ours, IntConsumer bare) {
        int warmUp = count / WARM_UP_SHARE;
        long[] oursNanos = new long[count];
        long[] bareNanos = new long[count];
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                oursNanos[i] = time(ours, i);
                bareNanos[i] = time(bare, i);
            } else {
                bareNanos[i] = time(bare, i);
                oursNanos[i] = time(ours, i);
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("spotdock", Sample.of(LongStream.of(oursNanos).skip(warmUp)).figures());
        details.put("bare", Sample.of(LongStream.of(bareNanos).skip(warmUp)).figures());
        return new Measured(
                name,
                what,
                "per second",
                perSecond(oursNanos, warmUp),
                perSecond(bareNanos, warmUp),
                Limit.atLeast(LIMIT),
                details);
    }

    private static long time(IntConsumer call, int number) {
        long start = System.nanoTime();
        call.accept(number);
        return System.nanoTime() - start;
    }

    private static double perSecond(long[] nanos, int warmUp) {
        return (nanos.length - warmUp) * 1e9 / LongStream.of(nanos).skip(warmUp).sum();
    }
}
