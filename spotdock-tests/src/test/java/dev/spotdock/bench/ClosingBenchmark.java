package dev.spotdock.bench;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.LotItem;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.auctions.RegisterVehicle;
import dev.spotdock.auctions.ScheduleAuction;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * As many lots as an auction may have, all of which end at the same instant: how long until each
 * has its winner. The bids are in PostgreSQL by then; the product's own loops do everything.
 */
final class ClosingBenchmark {

    private static final int LOTS = 1000;
    private static final int BIDS_EACH = Scale.of(100);
    private static final int BIDDERS = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final AccountId SELLER = new AccountId(new UUID(31, 0));
    private static final Actor OPERATOR = new Actor(new AccountId(new UUID(32, 0)), true);

    private static final String BIDS = "select count(*) from auctions.lot_bid";
    private static final String TAKING = "select count(*) from auctions.lot where intake = 'OPEN'";
    private static final String WON = "select count(*) from auctions.lot where state = 'SOLD'";
    private static final String CLOSED =
            "select count(*) from auctions.auction where state = 'CLOSED'";

    private final Installation installation;
    private final Commands commands;
    private long ids;

    ClosingBenchmark(Installation installation) {
        this.installation = installation;
        this.commands = installation.commands();
    }

    Measured run() throws Exception {
        AuctionId auction = new AuctionId(id());
        List<LotId> lots = open(auction);
        bid(lots);
        until(BIDS, (long) LOTS * BIDS_EACH);
        installation.drain(PATIENCE); // those who follow the bids' events are not what is measured
        Profile profile = Profile.start();
        long start = System.nanoTime();
        done(commands.send(new CloseAuction(auction, OPERATOR, now())));
        until(WON, LOTS);
        long all = System.nanoTime() - start;
        Map<String, Object> busy = profile.stop();
        until(CLOSED, 1);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("lots", LOTS);
        details.put("bidsEach", BIDS_EACH);
        details.put("auctionClosedAfterMs", (System.nanoTime() - start) / 1_000_000);
        details.put("lotsPerSecond", LOTS / (all / 1e9));
        details.put("postgresql", installation.durability());
        details.put("profile", busy);
        return new Measured(
                "lots-closing",
                "%,d lots of %d bids that end at once: until all winners"
                        .formatted(LOTS, BIDS_EACH),
                "ms",
                all / 1e6,
                null,
                null,
                details);
    }

    private List<LotId> open(AuctionId auction) throws SQLException {
        Instant now = now();
        done(
                commands.send(
                        new CreateAuction(
                                auction,
                                SELLER,
                                "A thousand",
                                now.plusSeconds(1),
                                now.plus(Duration.ofDays(1)),
                                null,
                                null,
                                now)));
        List<LotId> lots = new ArrayList<>();
        for (int i = 0; i < LOTS; i++) {
            lots.add(add(auction, i));
        }
        done(commands.send(new ScheduleAuction(auction, OPERATOR, now())));
        until(TAKING, LOTS);
        return lots;
    }

    private LotId add(AuctionId auction, int number) {
        VehicleId vehicle = new VehicleId(id());
        done(
                commands.send(
                        new RegisterVehicle(
                                vehicle,
                                SELLER,
                                vin(number),
                                "Make",
                                "Model",
                                2020,
                                1,
                                null,
                                now())));
        LotId lot = new LotId(id());
        done(
                commands.send(
                        new AddLot(
                                lot,
                                auction,
                                OPERATOR,
                                LotItem.of(vehicle),
                                Money.ofMicros(1),
                                Money.ofMicros(1),
                                null,
                                null,
                                now())));
        return lot;
    }

    private void bid(List<LotId> lots) throws Exception {
        LotBidding bidding = installation.part(LotBidding.class);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (LotId lot : lots) {
                running.add(threads.submit(() -> bid(bidding, lot)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    private static void bid(LotBidding bidding, LotId lot) {
        for (int i = 1; i <= BIDS_EACH; i++) {
            AccountId bidder = new AccountId(new UUID(33, i % BIDDERS));
            done(bidding.place(new PlaceLotBid(lot, bidder, Money.ofMicros(i * 10L), null, null)));
        }
    }

    private void until(String sql, long count) throws SQLException {
        long start = System.nanoTime();
        while (installation.number(sql) < count) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new IllegalStateException(
                        "%s gives %d after %s".formatted(sql, installation.number(sql), PATIENCE));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    /** With its check digit: the weights of what changes are 7 down to 2. */
    private static String vin(int number) {
        String digits = "%06d".formatted(number);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (7 - i) * (digits.charAt(i) - '0');
        }
        int check = sum % 11;
        return "00000000%s00%s".formatted(check == 10 ? "X" : check, digits);
    }

    private UUID id() {
        return new UUID(34, ++ids);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void done(Outcome<?, ?> outcome) {
        if (outcome instanceof Outcome.Refused<?, ?>(var why)) {
            throw new IllegalStateException(why.message());
        }
    }
}
