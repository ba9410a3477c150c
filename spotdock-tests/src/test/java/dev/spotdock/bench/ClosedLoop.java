package dev.spotdock.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Clients that each do one operation after the other, as fast as they are answered, until three
 * windows agree or the given number of windows is over.
 */
final class ClosedLoop {

    /** One client's next operation; called by one thread only. */
    interface Client {
        void operate() throws Exception;
    }

    /**
     * @param windows all of them, warm-up included
     * @param latency of the operations that ended in the last three windows
     * @param operations all that ended, warm-up included
     */
    record Run(Windows windows, Sample latency, long operations) {

        /** Prints how it went. */
        Run told(String what) {
            System.out.printf(
                    "%s per second: %s%s%n",
                    what,
                    windows.perSecond().stream().map(Math::round).toList(),
                    windows.steady() ? "" : ", never steady");
            return this;
        }

        /** For the report. */
        Map<String, Object> figures() {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("perSecond", windows.rate());
            figures.put("steady", windows.steady());
            figures.put("spread", windows.spread());
            figures.put("windows", windows.perSecond());
            figures.put("latency", latency.figures());
            return figures;
        }
    }

    private final LongAdder done = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch failed = new CountDownLatch(1);
    private volatile boolean stopping;

    private ClosedLoop() {}

    static Run run(List<? extends Client> clients, Duration window, int windowsMax)
            throws InterruptedException {
        return new ClosedLoop().measure(clients, window, windowsMax);
    }

    private Run measure(List<? extends Client> clients, Duration window, int windowsMax)
            throws InterruptedException {
        List<Worker> workers = clients.stream().map(Worker::new).toList();
        workers.forEach(Worker::start);
        List<Double> rates = new ArrayList<>();
        List<Long> starts = new ArrayList<>();
        while (rates.size() < windowsMax && !new Windows(rates).steady()) {
            long start = System.nanoTime();
            long before = done.sum();
            boolean broken = failed.await(window.toNanos(), TimeUnit.NANOSECONDS);
            if (broken) {
                break;
            }
            starts.add(start);
            rates.add((done.sum() - before) * 1e9 / (System.nanoTime() - start));
        }
        stopping = true;
        for (Worker worker : workers) {
            worker.join();
        }
        Throwable cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("a client failed: " + cause, cause);
        }
        long from = starts.get(Math.max(0, starts.size() - Windows.AGREEING));
        return new Run(
                new Windows(rates),
                Sample.of(workers.stream().flatMapToLong(w -> w.latencies(from))),
                done.sum());
    }

    /** Keeps (end, duration) of every operation: 16 bytes each, read after the thread has ended. */
    private final class Worker extends Thread {

        private final Client client;
        private long[] times = new long[8192];
        private int used;

        Worker(Client client) {
            super("bench-client");
            this.client = client;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (!stopping) {
                    long start = System.nanoTime();
                    client.operate();
                    record(start, System.nanoTime());
                    done.increment();
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
                stopping = true;
                failed.countDown();
            }
        }

        private void record(long start, long end) {
            if (used == times.length) {
                times = Arrays.copyOf(times, used * 2);
            }
            times[used++] = end;
            times[used++] = end - start;
        }

        LongStream latencies(long from) {
            return LongStream.iterate(0, i -> i < used, i -> i + 2)
                    .filter(i -> times[(int) i] - from >= 0)
                    .map(i -> times[(int) i + 1]);
        }
    }
}
