package dev.spotdock.replay;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A bid's place in the queue, kept while it runs. */
final class Waiting {

    static final Comparator<Waiting> BY_SUBMISSION =
            Comparator.comparingInt(waiting -> waiting.bid.sequence());

    static final Comparator<Waiting> DEAREST_FIRST =
            Comparator.comparing(waiting -> waiting.bid, Bid.DEAREST_FIRST);

    final Bid bid;

    /** When it came into the queue, for the first time or again. */
    private long queuedAt;

    private @Nullable Machine nominated;
    private long examined = -1;

    Waiting(Bid bid) {
        this.bid = bid;
        this.queuedAt = bid.arrival();
    }

    long queuedAt() {
        return queuedAt;
    }

    /** The machine whose room is being cleared for it, if any. */
    @Nullable Machine nominated() {
        return nominated;
    }

    /** The state of the machines up to which this bid is known to be placeable on none. */
    long examined() {
        return examined;
    }

    /** Remembers that none will do; {@link Market#changedSince} then gives only what changed. */
    void examined(long stamp) {
        examined = stamp;
    }

    /** Every machine has to be looked at again. */
    void forget() {
        examined = -1;
    }

    void queue(long now) {
        queuedAt = now;
        forget();
    }

    void nominate(@Nullable Machine machine) {
        nominated = machine;
    }
}
