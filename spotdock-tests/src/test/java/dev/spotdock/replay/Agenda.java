package dev.spotdock.replay;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What will happen when. At one instant, things happen in the order of {@link Kind}. */
final class Agenda {

    private static final Comparator<Entry> ORDER =
            Comparator.comparingLong(Entry::at)
                    .thenComparing(Entry::kind)
                    .thenComparingLong(Entry::number);

    private final PriorityQueue<Entry> entries = new PriorityQueue<>(ORDER);
    private long now;
    private long numbers;

    /** Who exits at its deadline was not evicted. */
    enum Kind {
        LEAVES,
        DEADLINE,
        MATURES,
        ARRIVES,
        TICK
    }

    /**
     * @param waiting whom it is about, for arrivals and leaving
     * @param allocation what it is about, for deadlines and ends of minimum runs
     */
    record Entry(
            long at,
            Kind kind,
            long number,
            @Nullable Waiting waiting,
            @Nullable Allocation allocation) {}

    long now() {
        return now;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    long nextAt() {
        return entries.element().at();
    }

    Entry next() {
        Entry next = entries.remove();
        now = next.at();
        return next;
    }

    void bid(Waiting bid) {
        add(bid.bid.arrival(), Kind.ARRIVES, bid, null);
        add(bid.bid.end(), Kind.LEAVES, bid, null);
    }

    void started(Allocation allocation, long matureAt) {
        add(matureAt, Kind.MATURES, null, allocation);
    }

    void deadline(Allocation victim, long at) {
        add(at, Kind.DEADLINE, null, victim);
    }

    void tick(long at) {
        add(at, Kind.TICK, null, null);
    }

    private void add(
            long at, Kind kind, @Nullable Waiting waiting, @Nullable Allocation allocation) {
        entries.add(new Entry(at, kind, numbers++, waiting, allocation));
    }
}
