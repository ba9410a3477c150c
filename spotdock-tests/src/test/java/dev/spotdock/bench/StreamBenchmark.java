package dev.spotdock.bench;

import dev.spotdock.bench.KeepAliveClient.Answer;
import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.harness.Deployment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Many readers of a stream, and events that all of them see: from before the commit (the request
 * that makes the event is sent then) to the receipt of its line. Readers and server are in one JVM:
 * what a reader costs is what both ends cost.
 */
final class StreamBenchmark {

    static final int READERS = Scale.of(1000);

    private static final int LOW_RATE = 10;
    private static final int HIGH_RATE = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration LOW_FOR = Duration.ofSeconds(30);
    private static final Duration HIGH_FOR = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double LIMIT_MILLIS = 500;

    /** A tenth of the default floor of 0.01 per slot-hour: it waits, and that is one event. */
    private static final String BID =
            """
            {"pool": "default", "resources": {"cpu": "1", "memory": "1Gi"},
             "maxPrice": {"amount": "0.001", "currency": "USD", "per": "hour"},
             "container": {"image": "busybox:1.37", "command": ["true"]}}
            """;

    private final Installation installation;
    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Receipt> receipts = new ConcurrentLinkedQueue<>();
    private final AtomicLong received = new AtomicLong();

    StreamBenchmark(Installation installation) {
        this.installation = installation;
    }

    private record Receipt(String bid, long at) {}

    static String[] settings() {
        return new String[] {
            "--spotdock.compute.provider=simulated",
            "--spotdock.web.events.readers-limit=" + 2 * READERS,
            "--spotdock.web.events.readers-per-account=" + 2 * READERS,
            // Tomcat's own is 8192.
            "--server.tomcat.max-connections=" + 4 * READERS
        };
    }

    List<Measured> run() throws Exception {
        long empty = usedHeap();
        List<StreamReader> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(
                    new StreamReader(
                            installation.base(),
                            Deployment.DEMO_KEY,
                            "/api/v1/events/stream?types=bid.submitted",
                            (bid, at) -> {
                                receipts.add(new Receipt(bid, at));
                                received.incrementAndGet();
                            }));
        }
        for (StreamReader reader : readers) {
            reader.await();
        }
        long perReader = (usedHeap() - empty) / READERS;
        tell(LOW_RATE, WARM_UP);
        Sample low = tell(LOW_RATE, LOW_FOR);
        Sample high = tell(HIGH_RATE, HIGH_FOR);
        for (StreamReader reader : readers) {
            reader.close();
        }
        return List.of(
                measured("low", LOW_RATE, low, perReader, Limit.figureAtMost(LIMIT_MILLIS)),
                measured("high", HIGH_RATE, high, perReader, null));
    }

    /** Makes events at a steady rate until all of them have come everywhere. */
    private Sample tell(int perSecond, Duration during) throws IOException {
        sent.clear();
        receipts.clear();
        received.set(0);
        long events = during.toSeconds() * perSecond;
        long start = System.nanoTime();
        try (KeepAliveClient client = new KeepAliveClient(installation.base())) {
            for (long i = 0; i < events; i++) {
                long due = start + i * 1_000_000_000L / perSecond;
                LockSupport.parkNanos(due - System.nanoTime());
                // Where it is late, the waiting counts.
                sent.put(bid(client), due);
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (received.get() < events * READERS && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }
        if (received.get() != events * READERS) {
            throw new IllegalStateException(
                    "%d readers heard %d times of %d events"
                            .formatted(READERS, received.get(), events));
        }
        return Sample.of(receipts.stream().mapToLong(r -> r.at() - sent.getOrDefault(r.bid(), 0L)));
    }

    private static String bid(KeepAliveClient client) throws IOException {
        Answer answer = client.post(Deployment.DEMO_KEY, "/api/v1/bids", BID);
        if (answer.status() != 201) {
            throw new IllegalStateException("expected 201, but it is " + answer);
        }
        return JsonMapper.shared().readTree(answer.body()).path("id").asString();
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Measured measured(
            String name, int rate, Sample sample, long perReader, @Nullable Limit limit) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("readers", READERS);
        details.put("heapBytesPerReaderBothEnds", perReader);
        details.put("latency", sample.figures());
        return new Measured(
                "streams-" + name,
                "%,d readers, %d events/s: commit to receipt (%,d KB heap each)"
                        .formatted(READERS, rate, perReader / 1024),
                "ms, p99",
                sample.percentileMillis(99),
                null,
                limit,
                details);
    }
}
