package dev.spotdock.auctions.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Starts what comes while something is under way together, in the order of its coming; one batch is
 * under way at a time. What comes alone starts at once.
 */
final class Batches<T> {

    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final int sizeMax;

    Batches(int sizeMax) {
        this.sizeMax = sizeMax;
    }

    /**
     * Starts it now, or later with others.
     *
     * @param start starts a batch, and never throws; the next one follows when its answer is
     *     complete, whatever came of it. It may be called by the thread that completes that.
     */
    void add(T one, Function<List<T>, CompletionStage<?>> start) {
        waiting.add(one);
        startNext(start);
    }

    private void startNext(Function<List<T>, CompletionStage<?>> start) {
        // Once more after each batch: whoever added meanwhile found one under way, and left.
        while (!waiting.isEmpty() && underWay.compareAndSet(false, true)) {
            List<T> batch = taken();
            if (batch.isEmpty()) {
                underWay.set(false);
            } else {
                start.apply(batch)
                        .whenComplete((_, _) -> {
                            underWay.set(false);
                            startNext(start);
                        });
            }
        }
    }

    private List<T> taken() {
        List<T> batch = new ArrayList<>();
        while (batch.size() < sizeMax) {
            T next = waiting.poll();
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }
}
