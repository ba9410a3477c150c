package dev.spotdock.bench;

import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.auctions.timed.intake.LotBids;
import dev.spotdock.auctions.timed.intake.LotIntake;
import dev.spotdock.auctions.timed.intake.LotOpening;
import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Bids on lots: how fast the script takes them, on one lot and on many, and how fast they come to
 * PostgreSQL against the same rows in bare batches of inserts, as many to a transaction.
 */
final class LotBenchmark {

    private static final int BIDS = Scale.of(100_000);
    private static final int LOTS = 1000;
    private static final int BIDDERS = 16;
    private static final int WARM_UP_SHARE = 4;
    private static final int BATCH = 2000;
    private static final int COLUMNS = 15;
    private static final double LIMIT = 0.7;

    private final Installation installation;
    private final LotBidding bidding;
    private final LotIntake intake;
    private final LotBids bids;
    private long ids;

    LotBenchmark(Installation installation) {
        this.installation = installation;
        this.bidding = installation.part(LotBidding.class);
        this.intake = installation.part(LotIntake.class);
        this.bids = installation.part(LotBids.class);
    }

    /** A lot may have as many bids as are measured. */
    static String[] settings() {
        return new String[] {
            "--spotdock.loops.enabled=false",
            "--spotdock.compute.provider=simulated",
            "--spotdock.auctions.lots.undrained-limit=1000000",
            "--spotdock.auctions.lots.drain-batch=" + BATCH
        };
    }

    List<Measured> run() throws Exception {
        List<Measured> all = new ArrayList<>();
        all.addAll(run("one-lot", "one lot", 1));
        all.addAll(run("lots", "%,d lots".formatted(LOTS), LOTS));
        return all;
    }

    private List<Measured> run(String name, String what, int count) throws Exception {
        List<LotId> lots = opened(count);
        Measured taken = taken(name, what, lots);
        Measured drained = drained(name, what, lots);
        return List.of(taken, drained);
    }

    private List<LotId> opened(int count) {
        List<LotId> lots = new ArrayList<>();
        Instant endsAt = Instant.ofEpochMilli(System.currentTimeMillis()).plus(Duration.ofDays(1));
        for (int i = 0; i < count; i++) {
            LotId lot = new LotId(new UUID(21, ++ids));
            intake.open(
                    new LotOpening(
                            lot,
                            new AuctionId(new UUID(22, ids)),
                            new AccountId(new UUID(23, 0)),
                            new LotTerms(1, 1, null, null),
                            endsAt,
                            null,
                            null));
            lots.add(lot);
        }
        return lots;
    }

    private Measured taken(String name, String what, List<LotId> lots) throws Exception {
        int each = BIDS / BIDDERS;
        long[][] nanos = new long[BIDDERS][each];
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int bidder = 0; bidder < BIDDERS; bidder++) {
                int number = bidder;
                running.add(threads.submit(() -> bid(number, lots, nanos[number])));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        double perSecond = (double) each * BIDDERS / ((System.nanoTime() - start) / 1e9);
        Map<String, Object> details = new LinkedHashMap<>();
        LongStream late =
                Arrays.stream(nanos)
                        .flatMapToLong(some -> LongStream.of(some).skip(each / WARM_UP_SHARE));
        details.put("latency", Sample.of(late).figures());
        details.put("bidders", BIDDERS);
        details.put("appendfsync", "always");
        return new Measured(
                "lot-bids-" + name,
                "bids on %s taken by Redis".formatted(what),
                "per second",
                perSecond,
                null,
                null,
                details);
    }

    private void bid(int bidder, List<LotId> lots, long[] nanos) {
        AccountId account = new AccountId(new UUID(24, bidder));
        for (int i = 0; i < nanos.length; i++) {
            int turn = i * BIDDERS + bidder;
            PlaceLotBid bid =
                    new PlaceLotBid(
                            lots.get(turn % lots.size()),
                            account,
                            Money.ofMicros(turn + 1L),
                            null,
                            null);
            long from = System.nanoTime();
            Outcome<LotBidAccepted, LotBidRejection> outcome = bidding.place(bid);
            nanos[i] = System.nanoTime() - from;
            if (outcome instanceof Outcome.Refused<?, ?>(var why)) {
                throw new IllegalStateException(why.message());
            }
        }
    }

    private Measured drained(String name, String what, List<LotId> lots) throws Exception {
        Loop drain = installation.loop("lot-drain");
        long all = (long) (BIDS / BIDDERS) * BIDDERS;
        long start = System.nanoTime();
        while (stored(lots) < all) {
            drain.runOnce(Instant.ofEpochMilli(System.currentTimeMillis()));
        }
        double perSecond = all / ((System.nanoTime() - start) / 1e9);
        double bare = bare(lots);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("bids", all);
        details.put("batch", BATCH);
        details.put("postgresql", installation.durability());
        return new Measured(
                "lot-drain-" + name,
                "bids on %s brought to PostgreSQL".formatted(what),
                "per second",
                perSecond,
                bare,
                Limit.atLeast(LIMIT),
                details);
    }

    private long stored(List<LotId> lots) {
        return lots.stream().mapToLong(bids::drainedTo).sum();
    }

    /** The same rows, read before the clock starts, in batches of inserts. */
    private double bare(List<LotId> lots) throws SQLException {
        try (Connection connection = installation.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists auctions.bare_lot_bid");
            statement.execute(
                    "create table auctions.bare_lot_bid (like auctions.lot_bid including all)");
            List<@Nullable Object[]> rows = rows(connection, lots);
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "insert into auctions.bare_lot_bid values ("
                                    + "?, ".repeat(COLUMNS - 1)
                                    + "?)")) {
                int inBatch = 0;
                for (@Nullable Object[] row : rows) {
                    for (int column = 0; column < COLUMNS; column++) {
                        insert.setObject(column + 1, row[column]);
                    }
                    insert.addBatch();
                    if (++inBatch % BATCH == 0) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
                insert.executeBatch();
                connection.commit();
            }
            double perSecond = rows.size() / ((System.nanoTime() - start) / 1e9);
            connection.setAutoCommit(true);
            statement.execute("drop table auctions.bare_lot_bid");
            return perSecond;
        }
    }

    private static List<@Nullable Object[]> rows(Connection connection, List<LotId> lots)
            throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select * from auctions.lot_bid where lot_id = any(?)"
                                + " order by accepted_at, lot_id, sequence")) {
            select.setArray(
                    1, connection.createArrayOf("uuid", lots.stream().map(LotId::value).toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    @Nullable Object[] values = new @Nullable Object[COLUMNS];
                    for (int column = 0; column < COLUMNS; column++) {
                        values[column] = row.getObject(column + 1);
                    }
                    rows.add(values);
                }
            }
        }
        return rows;
    }
}
