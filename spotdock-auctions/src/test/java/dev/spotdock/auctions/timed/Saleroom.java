package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.BuyLotNow;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.auctions.FindAuction;
import dev.spotdock.auctions.FindLot;
import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotItem;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OpenAuction;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.auctions.RegisterVehicle;
import dev.spotdock.auctions.ScheduleAuction;
import dev.spotdock.auctions.VehicleDetails;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.outcome.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** Timed auctions of one instance, by Redis' clock, and the words in which tests speak of them. */
final class Saleroom {

    static final AccountId SELLER = new AccountId(new UUID(8, 8));
    static final Actor BY_SELLER = new Actor(SELLER, false);
    static final Actor BY_OPERATOR = new Actor(new AccountId(new UUID(9, 9)), true);
    static final Actor ANYBODY = new Actor(new AccountId(new UUID(10, 10)), false);

    private static final AtomicInteger VINS = new AtomicInteger();
    private static final String CHECK_DIGITS = "0123456789X";

    final Market market;

    Saleroom(Market market) {
        this.market = market;
        keepTime();
    }

    /** Empty, on the instance that most tests use. */
    static Saleroom fresh() {
        return new Saleroom(Market.fresh());
    }

    /** Lets the instance's clock follow Redis', and yields the time. */
    Instant keepTime() {
        Instant now = redisTime();
        market.at(now);
        return now;
    }

    private Instant redisTime() {
        try (var connection = market.bean(RedisConnectionFactory.class).getConnection()) {
            Long millis = connection.serverCommands().time(TimeUnit.MILLISECONDS);
            return Instant.ofEpochMilli(millis == null ? 0 : millis);
        }
    }

    /** The loops of an instance once: what it takes in, then what it decides. */
    void tick() {
        keepTime();
        market.runOnly("barred-bidders");
        market.runOnly("lot-guard");
        market.runOnly("lot-drain");
        market.runOnly("auction-clock");
    }

    void clock() {
        market.runOnly("auction-clock");
    }

    /** Ticks until it is so. */
    void until(String what, BooleanSupplier so) {
        Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    tick();
                    return so.getAsBoolean();
                });
    }

    static AccountId bidder(int number) {
        return new AccountId(new UUID(100, number));
    }

    static Money money(long units) {
        return Money.ofMicros(units * Money.MICROS_PER_UNIT);
    }

    /** A VIN that no other call yields. */
    static String vin() {
        String number = "%06d".formatted(VINS.incrementAndGet());
        return CHECK_DIGITS
                .chars()
                .mapToObj(check -> "1SPDCK00" + (char) check + "00" + number)
                .filter(vin -> Vin.mistake(vin).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    RegisterVehicle newVehicle(String vin) {
        return newVehicle(SELLER, vin);
    }

    RegisterVehicle newVehicle(AccountId owner, String vin) {
        return new RegisterVehicle(
                new VehicleId(market.id()),
                owner,
                vin,
                "Make",
                "Model",
                2020,
                12_345,
                "one owner",
                market.now());
    }

    VehicleDetails vehicle() {
        return done(newVehicle(vin()));
    }

    /** Starts now and lasts an hour. */
    CreateAuction newAuction() {
        return new CreateAuction(
                new AuctionId(market.id()),
                SELLER,
                "Title",
                market.now(),
                market.now().plus(Duration.ofHours(1)),
                null,
                null,
                market.now());
    }

    AuctionDetails draft() {
        return done(newAuction());
    }

    AuctionDetails draft(Duration length, @Nullable AntiSnipe antiSnipe) {
        CreateAuction form = newAuction();
        return done(
                new CreateAuction(
                        form.auctionId(),
                        SELLER,
                        form.title(),
                        form.startsAt(),
                        form.startsAt().plus(length),
                        antiSnipe,
                        null,
                        form.at()));
    }

    /** A vehicle from 100 on in steps of 10. */
    AddLot newLot(AuctionId auction) {
        return newLot(auction, LotItem.of(vehicle().vehicleId()), null, null);
    }

    AddLot newLot(
            AuctionId auction, LotItem item, @Nullable Money reserve, @Nullable Money buyNow) {
        return new AddLot(
                new LotId(market.id()),
                auction,
                item.vehicleId() == null ? BY_OPERATOR : BY_SELLER,
                item,
                money(100),
                money(10),
                reserve,
                buyNow,
                market.now());
    }

    LotId lot(AuctionDetails auction) {
        return done(newLot(auction.auctionId())).lotId();
    }

    LotId lot(AuctionDetails auction, @Nullable Money reserve, @Nullable Money buyNow) {
        LotItem item = LotItem.of(vehicle().vehicleId());
        return done(newLot(auction.auctionId(), item, reserve, buyNow)).lotId();
    }

    void schedule(AuctionDetails auction) {
        done(new ScheduleAuction(auction.auctionId(), BY_SELLER, market.now()));
    }

    /** Scheduled, opened, and its lots take bids. */
    void open(AuctionDetails auction) {
        schedule(auction);
        keepTime();
        clock();
    }

    /** One auction of an hour with one lot, which takes bids. */
    LotId openLot() {
        AuctionDetails auction = draft();
        LotId lot = lot(auction);
        open(auction);
        return lot;
    }

    Outcome<LotBidAccepted, LotBidRejection> tryBid(
            LotId lot, int bidder, long amount, long maximum) {
        return market.bean(LotBidding.class)
                .place(new PlaceLotBid(lot, bidder(bidder), money(amount), money(maximum), null));
    }

    LotBidAccepted bid(LotId lot, int bidder, long amount, long maximum) {
        return done(tryBid(lot, bidder, amount, maximum));
    }

    LotBidAccepted bid(LotId lot, int bidder, long amount) {
        return bid(lot, bidder, amount, amount);
    }

    Outcome<LotDetails, LotBidRejection> buy(LotId lot, int bidder) {
        return market.send(new BuyLotNow(lot, bidder(bidder), market.now()));
    }

    LotDetails find(LotId lot) {
        return market.bean(AuctionQueries.class)
                .handle(new FindLot(lot, BY_OPERATOR))
                .orElseThrow();
    }

    AuctionDetails find(AuctionId auction) {
        return market.bean(AuctionQueries.class)
                .handle(new FindAuction(auction, BY_OPERATOR))
                .orElseThrow();
    }

    AuctionDetails auctionOf(LotId lot) {
        return find(find(lot).auctionId());
    }

    AuctionDetails opened(AuctionDetails auction) {
        return done(new OpenAuction(auction.auctionId(), BY_SELLER, market.now()));
    }

    <T, R extends Rejection> T done(Command<Outcome<T, R>> command) {
        return done(market.send(command));
    }

    static <T, R extends Rejection> T done(Outcome<T, R> outcome) {
        return switch (outcome) {
            case Outcome.Done<T, R>(T value) -> value;
            case Outcome.Refused<T, R>(R rejection) ->
                    throw new AssertionError("refused: " + rejection.message());
        };
    }

    <T, R extends Rejection> R refused(Command<Outcome<T, R>> command) {
        return refused(market.send(command));
    }

    static <T, R extends Rejection> R refused(Outcome<T, R> outcome) {
        return switch (outcome) {
            case Outcome.Done<T, R>(T value) -> throw new AssertionError("done: " + value);
            case Outcome.Refused<T, R>(R rejection) -> rejection;
        };
    }

    static AuctionRejection.InvalidInput invalid(AuctionRejection rejection) {
        if (rejection instanceof AuctionRejection.InvalidInput invalid) {
            return invalid;
        }
        throw new AssertionError("refused otherwise: " + rejection);
    }
}
