package dev.spotdock.auctions.lua;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BatchesTests {

    private final List<List<String>> started = new ArrayList<>();
    private final List<CompletableFuture<Void>> ends = new ArrayList<>();
    private final Batches<String> batches = new Batches<>(3);

    private CompletableFuture<Void> start(List<String> batch) {
        started.add(batch);
        ends.add(new CompletableFuture<>());
        return ends.getLast();
    }

    private void add(String... all) {
        for (String one : all) {
            batches.add(one, this::start);
        }
    }

    @Test
    void whatComesAloneStartsAtOnce() {
        add("a");
        assertThat(started).containsExactly(List.of("a"));
        ends.getFirst().complete(null);
        add("b");
        assertThat(started).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void whatComesWhileSomethingIsUnderWayGoesTogetherInOrder() {
        add("a", "b", "c", "d", "e");
        assertThat(started).containsExactly(List.of("a"));
        ends.get(0).complete(null);
        assertThat(started).containsExactly(List.of("a"), List.of("b", "c", "d"));
        ends.get(1).complete(null);
        assertThat(started).containsExactly(List.of("a"), List.of("b", "c", "d"), List.of("e"));
    }

    @Test
    void whatFailsHoldsUpNobody() {
        add("a", "b");
        ends.get(0).completeExceptionally(new IllegalStateException("away"));
        assertThat(started).containsExactly(List.of("a"), List.of("b"));
        ends.get(1).cancel(false);
        add("c");
        assertThat(started).hasSize(3);
    }

    @Test
    void nothingIsLeftBehindOrStartedTwiceByManyAtOnce() throws Exception {
        int threads = 8;
        int each = 5000;
        Batches<Integer> busy = new Batches<>(10);
        ConcurrentLinkedQueue<Integer> all = new ConcurrentLinkedQueue<>();
        CountDownLatch left = new CountDownLatch(threads * each);
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger atOnceMax = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads);
                ExecutorService server = Executors.newFixedThreadPool(2)) {
            List<Future<?>> adding = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int from = thread * each;
                adding.add(
                        pool.submit(() -> {
                            for (int i = 0; i < each; i++) {
                                busy.add(
                                        from + i,
                                        batch -> {
                                            atOnceMax.accumulateAndGet(
                                                    atOnce.incrementAndGet(), Math::max);
                                            return CompletableFuture.runAsync(
                                                    () -> {
                                                        all.addAll(batch);
                                                        atOnce.decrementAndGet();
                                                        batch.forEach(_ -> left.countDown());
                                                    },
                                                    server);
                                        });
                            }
                        }));
            }
            for (Future<?> one : adding) {
                one.get();
            }
            assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(all).hasSize(threads * each).doesNotHaveDuplicates();
        assertThat(atOnceMax).hasValue(1);
    }
}
