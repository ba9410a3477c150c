package dev.spotdock.bench;

import dev.spotdock.bench.KeepAliveClient.Answer;
import dev.spotdock.bench.Measured.Limit;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bids accepted over HTTP, against the bare transactions that their durability needs: the faster of
 * two runs, one before and one after.
 *
 * <p>The bids offer less than the pool's floor: everything that acceptance causes runs (key, hold,
 * rows, event, book, the matcher's look at the book), while nothing is placed, since that would
 * measure another thing.
 */
final class AcceptBenchmark {

    static final int CLIENTS = 32;

    /** Long enough that a machine which is still compiling does not look steady. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final Duration BARE_WINDOW = Duration.ofSeconds(5);
    private static final int WINDOWS_MAX = 24;
    private static final int BARE_WINDOWS_MAX = 8;
    private static final Duration DRAIN_MAX = Duration.ofMinutes(2);
    private static final double LIMIT = 0.1;

    /** A tenth of the default floor of 0.01 per slot-hour. */
    private static final String BID =
            """
            {"pool": "default", "resources": {"cpu": "1", "memory": "1Gi"},
             "maxPrice": {"amount": "0.001", "currency": "USD", "per": "hour"},
             "container": {"image": "busybox:1.37", "command": ["true"]}}
            """;

    private final Installation installation;

    AcceptBenchmark(Installation installation) {
        this.installation = installation;
    }

    Measured run() throws Exception {
        try (Connection connection = installation.connect()) {
            TwoInserts.createTables(connection);
        }
        ClosedLoop.Run bareBefore = twoInserts();
        Bidders bidders = Bidders.create(installation);
        long before = installation.number("select count(*) from auctions.bid");
        Profile profile = Profile.start();
        ClosedLoop.Run accepted = accept(bidders);
        Map<String, Object> busy = profile.stop();
        Map<String, Long> lag = installation.lag();
        Duration drained = installation.drain(DRAIN_MAX);
        long stored = installation.number("select count(*) from auctions.bid") - before;
        if (stored != accepted.operations()) {
            throw new IllegalStateException(
                    "%d bids were acknowledged, %d are stored"
                            .formatted(accepted.operations(), stored));
        }
        installation.invariantsHold();
        ClosedLoop.Run bareAfter = twoInserts();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("clients", CLIENTS);
        details.put("accounts", Bidders.ACCOUNTS);
        details.put("windowSeconds", WINDOW.toSeconds());
        details.put("bareWindowSeconds", BARE_WINDOW.toSeconds());
        details.put("postgresql", installation.durability());
        details.put("accepted", accepted.figures());
        details.put("twoInsertsBefore", bareBefore.figures());
        details.put("twoInsertsAfter", bareAfter.figures());
        details.put("processorsBehindAtTheEnd", lag);
        details.put("drainedAfterSeconds", drained.toMillis() / 1000.0);
        details.put("profile", busy);
        return new Measured(
                "http-accept",
                "bids accepted over HTTP, against two-insert transactions",
                "per second",
                accepted.windows().rate(),
                Math.max(bareBefore.windows().rate(), bareAfter.windows().rate()),
                Limit.atLeast(LIMIT),
                details);
    }

    private ClosedLoop.Run twoInserts() throws Exception {
        List<TwoInserts> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(new TwoInserts(installation.connect()));
            }
            return ClosedLoop.run(clients, BARE_WINDOW, BARE_WINDOWS_MAX).told("two inserts");
        } finally {
            for (TwoInserts client : clients) {
                client.close();
            }
        }
    }

    private ClosedLoop.Run accept(Bidders bidders) throws Exception {
        AtomicLong requests = new AtomicLong();
        List<KeepAliveClient> connections = new ArrayList<>();
        List<ClosedLoop.Client> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            KeepAliveClient connection = new KeepAliveClient(installation.base());
            connections.add(connection);
            clients.add(() -> submit(connection, bidders.key(requests.getAndIncrement()), BID));
        }
        try {
            return ClosedLoop.run(clients, WINDOW, WINDOWS_MAX).told("accepted");
        } finally {
            for (KeepAliveClient connection : connections) {
                connection.close();
            }
        }
    }

    static void submit(KeepAliveClient connection, String key, String bid) throws IOException {
        Answer answer = connection.post(key, "/api/v1/bids", bid);
        if (answer.status() != 201) {
            throw new IllegalStateException("expected 201, but it is " + answer);
        }
    }
}
