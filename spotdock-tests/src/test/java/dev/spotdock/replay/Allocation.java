package dev.spotdock.replay;

/** A bid while it runs on a machine. */
final class Allocation {

    /** No notice is pending. */
    static final long NEVER = Long.MAX_VALUE;

    final Waiting waiting;
    final Machine machine;
    final long startedAt;
    private final long matureAt;
    private long deadline = NEVER;
    private boolean ended;

    /**
     * @param waiting the bid's place in the queue, where it returns when it is evicted
     * @param matureAt when its minimum run is over
     */
    Allocation(Waiting waiting, Machine machine, long startedAt, long matureAt) {
        this.waiting = waiting;
        this.machine = machine;
        this.startedAt = startedAt;
        this.matureAt = matureAt;
    }

    Bid bid() {
        return waiting.bid;
    }

    boolean isNoticed() {
        return deadline != NEVER;
    }

    /** When it will be evicted, or {@link #NEVER}. */
    long deadline() {
        return deadline;
    }

    /** Whether a notice may be given now. */
    boolean isCandidate(long now) {
        return !isNoticed() && isMature(now);
    }

    boolean isMature(long now) {
        return now >= matureAt;
    }

    boolean hasEnded() {
        return ended;
    }

    void notice(long at) {
        deadline = at;
    }

    void withdraw() {
        deadline = NEVER;
    }

    void end() {
        ended = true;
    }
}
