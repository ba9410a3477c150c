package dev.spotdock.bench;

import dev.spotdock.bench.KeepAliveClient.Answer;
import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.loop.Loop;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Bids on lots over HTTP, each with an idempotency key, on one lot and on many, against the same
 * requests to a handler behind the same filters that does nothing: the faster of two runs, one
 * before and one after. Beside them what only appends an entry to Redis, below which no bid can be
 * acknowledged; the script alone, from as many threads; and the same bids while others are drained
 * to PostgreSQL and the feed is written, for which two cores are few.
 */
final class LotHttpBenchmark {

    private static final int LOTS = 1000;
    private static final int CLIENTS = 32;
    private static final Duration WINDOW = Duration.ofSeconds(3);

    /** Far more than a figure needs: until the compiler is done, which shares the two cores. */
    private static final int WINDOWS_MAX = 30;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long MICROS = 1_000_000;
    private static final double LIMIT = 0.5;

    private static final List<String> NOTHING = List.of(BareHandlers.NOTHING);
    private static final String STORED = "select count(*) from auctions.lot_bid";

    private final Installation installation;
    private final OpenLots open;
    private final Loop drain;
    private final AtomicLong turns = new AtomicLong();
    private final AtomicLong answeredLater = new AtomicLong();
    private long accepted;

    LotHttpBenchmark(Installation installation) {
        this.installation = installation;
        this.open = new OpenLots(installation);
        this.drain = installation.loop("lot-drain");
    }

    /** No bid is refused because others wait. */
    static String[] settings() {
        return new String[] {
            "--spotdock.loops.enabled=false",
            "--spotdock.compute.provider=simulated",
            "--spotdock.auctions.lots.undrained-limit=10000000"
        };
    }

    List<Measured> run() throws Exception {
        BareHandlers bare = new BareHandlers(installation);
        bare.add();
        installation.follow(false);
        Bidders bidders = Bidders.create(installation);
        ClosedLoop.Run appended = post(bidders, List.of(BareHandlers.APPEND), "append");
        bare.clear();
        ClosedLoop.Run before = post(bidders, NOTHING, "nothing");
        List<Measured> all = new ArrayList<>();
        all.add(
                new Measured(
                        "lot-http-append",
                        "POSTs that only append an entry to Redis, against one that does nothing",
                        "per second",
                        appended.windows().rate(),
                        before.windows().rate(),
                        null,
                        appended.figures()));
        for (int count : new int[] {1, LOTS}) {
            String name = count == 1 ? "one-lot" : "lots";
            String what = count == 1 ? "one lot" : "%,d lots".formatted(count);
            List<LotId> lots = open.open(count);
            ClosedLoop.Run script = script(lots);
            List<String> paths = lots.stream().map("/api/v1/lots/%s/bids"::formatted).toList();
            ClosedLoop.Run taken = post(bidders, paths, what);
            ClosedLoop.Run after = post(bidders, NOTHING, "nothing");
            Profile profile = Profile.start();
            ClosedLoop.Run profiled = post(bidders, paths, what + ", profiled");
            Map<String, Object> busy = profile.stop();
            ClosedLoop.Run drained = whileDraining(() -> post(bidders, paths, what + ", drained"));
            expectStored(
                    Stream.of(script, taken, profiled, drained)
                            .mapToLong(ClosedLoop.Run::operations)
                            .sum());
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("clients", CLIENTS);
            details.put("accounts", Bidders.ACCOUNTS);
            details.put("windowSeconds", WINDOW.toSeconds());
            details.put("taken", taken.figures());
            details.put("whileOthersAreDrained", drained.figures());
            details.put("answered503", answeredLater.getAndSet(0));
            details.put("nothingBefore", before.figures());
            details.put("nothingAfter", after.figures());
            details.put("script", script.figures());
            details.put("appendfsync", "always");
            details.put("whileProfiled", profiled.figures());
            details.put("profile", busy);
            all.add(
                    new Measured(
                            "lot-http-" + name,
                            "bids on %s over HTTP, against a POST that does nothing"
                                    .formatted(what),
                            "per second",
                            taken.windows().rate(),
                            Math.max(before.windows().rate(), after.windows().rate()),
                            Limit.atLeast(LIMIT),
                            details));
            all.addAll(beside(name, what, taken, script, drained));
            before = after;
        }
        return all;
    }

    private static List<Measured> beside(
            String name,
            String what,
            ClosedLoop.Run taken,
            ClosedLoop.Run script,
            ClosedLoop.Run drained) {
        return List.of(
                new Measured(
                        "lot-http-drained-" + name,
                        "the same while bids are drained and told",
                        "per second",
                        drained.windows().rate(),
                        null,
                        null,
                        drained.figures()),
                new Measured(
                        "lot-http-p99-" + name,
                        "their latency, p99, against the script's",
                        "ms",
                        taken.latency().percentileMillis(99),
                        script.latency().percentileMillis(99),
                        null,
                        Map.of()),
                new Measured(
                        "lot-script-" + name,
                        "bids on %s taken by the bare script".formatted(what),
                        "per second",
                        script.windows().rate(),
                        null,
                        null,
                        script.figures()));
    }

    private ClosedLoop.Run script(List<LotId> lots) throws Exception {
        try (BareLotScript script = new BareLotScript(installation.redis(), lots)) {
            ClosedLoop.Client client = script::bid;
            return ClosedLoop.run(Collections.nCopies(CLIENTS, client), WINDOW, WINDOWS_MAX)
                    .told("script");
        }
    }

    private ClosedLoop.Run post(Bidders bidders, List<String> paths, String what) throws Exception {
        List<KeepAliveClient> connections = new ArrayList<>();
        List<ClosedLoop.Client> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            KeepAliveClient connection = new KeepAliveClient(installation.base());
            connections.add(connection);
            clients.add(() -> post(connection, bidders, paths));
        }
        try {
            return ClosedLoop.run(clients, WINDOW, WINDOWS_MAX).told(what);
        } finally {
            for (KeepAliveClient connection : connections) {
                connection.close();
            }
        }
    }

    /** Each bid is a little higher than the ones before it. */
    private void post(KeepAliveClient connection, Bidders bidders, List<String> paths)
            throws IOException {
        long turn = turns.incrementAndGet();
        String bidder = bidders.key(turn);
        String path = paths.get((int) (turn % paths.size()));
        String bid =
                "{\"amount\": {\"amount\": \"%d.%06d\", \"currency\": \"USD\"}}"
                        .formatted(turn / MICROS, turn % MICROS);
        String key = "bench-" + turn;
        Answer answer = connection.post(bidder, path, bid, key);
        while (answer.status() == 503) { // as its documentation says: the same request tells
            answeredLater.incrementAndGet();
            answer = connection.post(bidder, path, bid, key);
        }
        if (answer.status() != 201) {
            throw new IllegalStateException("expected 201, but it is " + answer);
        }
    }

    private ClosedLoop.Run whileDraining(Callable<ClosedLoop.Run> run) throws Exception {
        installation.follow(true);
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> draining =
                    thread.submit(() -> {
                        while (!over.get()) {
                            drain.runOnce(Instant.now());
                        }
                    });
            ClosedLoop.Run measured;
            try {
                measured = run.call();
            } finally {
                over.set(true);
            }
            draining.get();
            return measured;
        } finally {
            installation.follow(false);
        }
    }

    /** All bids that were acknowledged are brought to PostgreSQL, and no other. */
    private void expectStored(long acknowledged) throws SQLException {
        accepted += acknowledged;
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (installation.number(STORED) < accepted && System.nanoTime() < end) {
            drain.runOnce(Instant.now());
        }
        long stored = installation.number(STORED);
        if (stored != accepted) {
            throw new IllegalStateException(
                    "%d bids were acknowledged, %d are stored".formatted(accepted, stored));
        }
    }
}
