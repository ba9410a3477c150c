package dev.spotdock.bench;

import dev.spotdock.bench.BareMetering.Tick;
import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.kernel.loop.Loop;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Metering passes over running work of many wallets, all of it due, until nothing is, against plain
 * statements that write the same rows: in turn, into the same tables, which both find vacuumed,
 * analyzed and checkpointed. Without and with a change of the price, which cuts every slice in two.
 *
 * <p>Time is set: the work began the day before, and every pass is ten seconds later than the one
 * before it, whoever did that.
 */
final class MeteringBenchmark {

    private static final int WALLETS = Scale.of(1000);
    private static final int METERS = Scale.of(100_000);

    /** Wallets per transaction: the product's default is 10,000 meters, 100 for each wallet. */
    private static final int WALLET_BATCH = 100;

    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 5;

    /** Time over bare time. */
    private static final double LIMIT = 2;

    private static final long FIRST_PRICE = 20_000;
    private static final Duration SLICE = Duration.ofSeconds(10);

    /** Work starts within so long, so that the ends of its slices are spread. */
    private static final Duration STARTS = Duration.ofSeconds(5);

    private static final String TABLES =
            "billing.slice, billing.transfer, billing.meter, billing.wallet";

    private final Installation installation;
    private final Loop metering;
    private final Instant begin =
            Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofHours(12));
    private int passes;
    private int ticks;

    MeteringBenchmark(Installation installation) {
        this.installation = installation;
        this.metering = installation.loop("metering");
    }

    List<Measured> run() throws Exception {
        try (Connection connection = installation.connect()) {
            SqlFile.named("running-work")
                    .run(
                            connection,
                            Map.of(
                                    "wallets",
                                    WALLETS,
                                    "meters",
                                    METERS,
                                    "begin",
                                    begin.atOffset(ZoneOffset.UTC),
                                    "price",
                                    FIRST_PRICE));
            vacuum(connection, "");
            List<Measured> measured =
                    List.of(
                            measured(connection, "metering-pass", "without", false),
                            measured(connection, "metering-pass-tick", "with", true));
            vacuum(connection, TABLES);
            installation.ledgerHolds();
            return measured;
        }
    }

    private Measured measured(Connection connection, String name, String with, boolean ticking)
            throws SQLException, IOException, java.text.ParseException {
        BareMetering bare = new BareMetering(connection, Math.ceilDiv(WALLETS, WALLET_BATCH));
        List<Double> ours = new ArrayList<>();
        List<Double> bares = new ArrayList<>();
        @Nullable Profile profile = null;
        for (int round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
            if (round == WARM_UP_ROUNDS) {
                profile = Profile.start();
            }
            ours.add(pass(connection, ticking, null));
            bares.add(pass(connection, ticking, bare));
            System.out.printf(
                    "%s price change: %.2f s, bare %.2f s%n",
                    with, ours.getLast(), bares.getLast());
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("runningAllocations", METERS);
        details.put("wallets", WALLETS);
        details.put("walletsPerTransaction", WALLET_BATCH);
        details.put("warmUpRounds", WARM_UP_ROUNDS);
        details.put("postgresql", installation.durability());
        details.put("seconds", ours);
        details.put("bareSeconds", bares);
        details.put("profile", profile == null ? Map.of() : profile.stop());
        return new Measured(
                name,
                "metering pass, %,d running, %s price change, against bare SQL"
                        .formatted(METERS, with),
                "seconds",
                median(ours),
                median(bares),
                Limit.atMost(LIMIT),
                details);
    }

    /**
     * One pass, by the product or by plain statements.
     *
     * @return seconds
     */
    private double pass(Connection connection, boolean ticking, @Nullable BareMetering bare)
            throws SQLException {
        passes++;
        Instant now = begin.plus(SLICE.multipliedBy(passes)).plus(STARTS);
        Tick tick = ticking ? tick(connection) : null;
        if (bare != null) {
            bare.stage(tick);
        }
        vacuum(connection, TABLES);
        long before = rows();
        long start = System.nanoTime();
        if (bare == null) {
            metering.runOnce(now);
        } else {
            bare.write(now);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long expected = 2L * METERS * (ticking ? 2 : 1);
        if (rows() - before != expected) {
            throw new IllegalStateException(
                    "a pass wrote %d rows, expected %d".formatted(rows() - before, expected));
        }
        return seconds;
    }

    /** A second before the first slice of the coming pass ends, and after the last one begins. */
    private Tick tick(Connection connection) {
        ticks++;
        Instant at = begin.plus(SLICE.multipliedBy(passes)).minusSeconds(1);
        Tick tick = new Tick(at, FIRST_PRICE + 4000L * (1 + ticks % 7));
        SqlFile.client(connection)
                .sql(
                        """
                        insert into auctions.price_tick (pool, at, unit_price, cause)
                        values ('default', ?, ?, 'FLOOR')
                        """)
                .params(at.atOffset(ZoneOffset.UTC), tick.price())
                .update();
        return tick;
    }

    private long rows() throws SQLException {
        return installation.number(
                "select (select count(*) from billing.slice)"
                        + " + (select count(*) from billing.transfer)");
    }

    private static void vacuum(Connection connection, String tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze " + tables);
            statement.execute("checkpoint");
        }
    }

    private static double median(List<Double> all) {
        List<Double> counted = all.stream().skip(WARM_UP_ROUNDS).sorted().toList();
        return counted.get(counted.size() / 2);
    }
}
