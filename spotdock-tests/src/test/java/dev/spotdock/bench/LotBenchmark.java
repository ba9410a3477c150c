package dev.spotdock.bench;

import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast bids on lots that wait in Redis come to PostgreSQL, with their events, against the same
 * rows in bare batches of inserts, as many to a transaction. They take turns. Nobody follows the
 * events meanwhile; how fast it is while the feed is written besides is told, too.
 */
final class LotBenchmark {

    private static final int BIDS = Scale.of(20_000);
    private static final int LOTS = 1000;
    private static final int BIDDERS = 50;
    private static final int BATCH = 2000;
    private static final double LIMIT = 0.7;

    private static final String STORED = "select count(*) from auctions.lot_bid";

    private final Installation installation;
    private final OpenLots open;
    private final LotBidding bidding;
    private final Loop drain;
    private long amount;

    LotBenchmark(Installation installation) {
        this.installation = installation;
        this.open = new OpenLots(installation);
        this.bidding = installation.part(LotBidding.class);
        this.drain = installation.loop("lot-drain");
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
        return List.of(run("one-lot", "one lot", 1), run("lots", "%,d lots".formatted(LOTS), LOTS));
    }

    private Measured run(String name, String what, int count) throws Exception {
        installation.follow(false);
        List<LotId> lots = open.open(count);
        drained(lots);
        SteadyRates rates;
        Map<String, Object> busy;
        try (BareLotBids bare = new BareLotBids(installation, lots, BATCH)) {
            Profile profile = Profile.start();
            rates = SteadyRates.of(() -> drained(lots), bare::insert);
            System.out.println(rates);
            busy = profile.stop();
        }
        long all = installation.number(STORED) + bid(lots);
        installation.follow(true);
        double followed = drained(all);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("bids", BIDS);
        details.put("batch", BATCH);
        details.put("turnsPerSecond", rates.ours().perSecond());
        details.put("bareTurnsPerSecond", rates.bare().perSecond());
        details.put("perSecondWhileTheFeedIsWritten", followed);
        details.put("postgresql", installation.durability());
        details.put("profile", busy);
        return new Measured(
                "lot-drain-" + name,
                "bids on %s brought to PostgreSQL".formatted(what),
                "per second",
                rates.ours().rate(),
                rates.bare().rate(),
                Limit.atLeast(LIMIT),
                details);
    }

    /** Has as many bids wait as are measured, and drains them. */
    private double drained(List<LotId> lots) throws Exception {
        return drained(installation.number(STORED) + bid(lots));
    }

    private double drained(long all) throws SQLException {
        long start = System.nanoTime();
        while (installation.number(STORED) < all) {
            drain.runOnce(Instant.ofEpochMilli(System.currentTimeMillis()));
        }
        return BIDS / ((System.nanoTime() - start) / 1e9);
    }

    private long bid(List<LotId> lots) throws Exception {
        int each = BIDS / BIDDERS;
        long from = amount;
        amount += BIDS;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int bidder = 0; bidder < BIDDERS; bidder++) {
                int number = bidder;
                running.add(threads.submit(() -> bid(number, each, from, lots)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        return (long) each * BIDDERS;
    }

    private void bid(int bidder, int count, long from, List<LotId> lots) {
        AccountId account = new AccountId(new UUID(24, bidder));
        for (int i = 0; i < count; i++) {
            int turn = i * BIDDERS + bidder;
            Outcome<LotBidAccepted, LotBidRejection> outcome =
                    bidding.place(
                            new PlaceLotBid(
                                    lots.get(turn % lots.size()),
                                    account,
                                    Money.ofMicros(from + turn + 1),
                                    null,
                                    null));
            if (outcome instanceof Outcome.Refused<?, ?>(var why)) {
                throw new IllegalStateException(why.message());
            }
        }
    }
}
