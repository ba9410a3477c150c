package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.InvalidInput.Problem;
import dev.spotdock.auctions.AuctionRejection.WrongAuctionState;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CancelAuction;
import dev.spotdock.auctions.ListLots;
import dev.spotdock.auctions.LotBidLimits;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotItem;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.WithdrawLot;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AddLotsTests {

    private final Saleroom room = Saleroom.fresh();

    private AddLot priced(
            AuctionId auction,
            long starting,
            long step,
            @Nullable Long reserve,
            @Nullable Long buy) {
        AddLot form = room.newLot(auction);
        return new AddLot(
                form.lotId(),
                auction,
                form.by(),
                form.item(),
                Money.ofMicros(starting),
                Money.ofMicros(step),
                reserve == null ? null : Money.ofMicros(reserve),
                buy == null ? null : Money.ofMicros(buy),
                form.at());
    }

    static Stream<Arguments> badPrices() {
        long max = LotBidLimits.AMOUNT_MICROS_MAX;
        return Stream.of(
                Arguments.of("nothing", 0L, 1L, null, null, "startingPrice"),
                Arguments.of("less than nothing", -1L, 1L, null, null, "startingPrice"),
                Arguments.of("too much", max + 1, 1L, null, null, "startingPrice"),
                Arguments.of("no step", 1L, 0L, null, null, "increment"),
                Arguments.of("step back", 1L, -1L, null, null, "increment"),
                Arguments.of("reserve below start", 2L, 1L, 1L, null, "reservePrice"),
                Arguments.of("buy-now at start", 2L, 1L, null, 2L, "buyNowPrice"),
                Arguments.of("buy-now at reserve", 2L, 1L, 3L, 3L, "buyNowPrice"),
                Arguments.of("buy-now too much", 2L, 1L, 3L, max + 1, "buyNowPrice"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPrices")
    void refusesBadPrices(
            String name,
            long starting,
            long step,
            @Nullable Long reserve,
            @Nullable Long buyNow,
            String field) {
        AuctionDetails auction = room.draft();
        AddLot bad = priced(auction.auctionId(), starting, step, reserve, buyNow);
        assertThat(Saleroom.invalid(room.refused(bad)).problems())
                .as(name)
                .extracting(Problem::field)
                .containsExactly(field);
        assertThat(room.market.count("lot")).isZero();
        assertThat(room.find(auction.auctionId())).isEqualTo(auction);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        AuctionDetails auction = room.draft();
        Instant end = auction.endsAt();
        LotItem block =
                LotItem.of(
                        new CapacityBlock(
                                "nowhere", new Resources(1, 1, 65), end, end.minusMillis(1)));
        AddLot bad =
                new AddLot(
                        new LotId(room.market.id()),
                        auction.auctionId(),
                        Saleroom.BY_OPERATOR,
                        block,
                        Money.ZERO,
                        Money.ZERO,
                        Money.ofMicros(-1),
                        Money.ofMicros(-2),
                        room.market.now());
        assertThat(Saleroom.invalid(room.refused(bad)).problems())
                .extracting(Problem::field)
                .containsExactly(
                        "startingPrice",
                        "increment",
                        "reservePrice",
                        "reservePrice",
                        "buyNowPrice",
                        "buyNowPrice",
                        "buyNowPrice",
                        "item.capacityBlock.pool",
                        "item.capacityBlock.resources.cpu",
                        "item.capacityBlock.resources.memory",
                        "item.capacityBlock.resources.gpu",
                        "item.capacityBlock.from",
                        "item.capacityBlock.to");
    }

    @Test
    void showsWhatItSellsAndTheReserveOnlyToItsSeller() {
        AuctionDetails auction = room.draft();
        LotId lot = room.lot(auction, Saleroom.money(150), Saleroom.money(200));
        room.schedule(auction);
        LotDetails own = shown(auction, Saleroom.BY_SELLER).getFirst();
        assertThat(own.lotId()).isEqualTo(lot);
        assertThat(own.state()).isEqualTo(LotState.PENDING);
        assertThat(own.reservePrice()).isEqualTo(Saleroom.money(150));
        assertThat(own.vehicle()).isNotNull();
        LotDetails others = shown(auction, Saleroom.ANYBODY).getFirst();
        assertThat(others.reservePrice()).isNull();
        assertThat(others.buyNowPrice()).isEqualTo(Saleroom.money(200));
        assertThat(others.bidCount()).isZero();
        assertThat(others.currentHighest()).isNull();
    }

    private List<LotDetails> shown(AuctionDetails auction, Actor viewer) {
        return room.market
                .bean(AuctionQueries.class)
                .handle(new ListLots(auction.auctionId(), viewer, null, 10));
    }

    @Test
    void lotsAreListedOldestFirstPageByPageAndNotOfOthersDrafts() {
        AuctionDetails auction = room.draft();
        LotId first = room.lot(auction);
        LotId second = room.lot(auction);
        AuctionQueries queries = room.market.bean(AuctionQueries.class);
        assertThat(queries.handle(new ListLots(auction.auctionId(), Saleroom.BY_SELLER, null, 1)))
                .extracting(LotDetails::lotId)
                .containsExactly(first);
        assertThat(queries.handle(new ListLots(auction.auctionId(), Saleroom.BY_SELLER, first, 9)))
                .extracting(LotDetails::lotId)
                .containsExactly(second);
        assertThat(shown(auction, Saleroom.ANYBODY)).isEmpty();
    }

    @Test
    void onlyDraftsOfOnesOwnTakeLotsAndOnlyVehiclesOfTheSeller() {
        AuctionDetails auction = room.draft();
        AddLot form = room.newLot(auction.auctionId());
        AddLot foreign = by(form, Saleroom.ANYBODY);
        assertThat(room.refused(foreign)).isEqualTo(new AuctionRejection.NotFound("auction"));
        VehicleId others =
                room.done(room.newVehicle(Saleroom.ANYBODY.accountId(), Saleroom.vin()))
                        .vehicleId();
        for (VehicleId vehicle : List.of(new VehicleId(new UUID(1, 1)), others)) {
            AddLot notTheirs = room.newLot(auction.auctionId(), LotItem.of(vehicle), null, null);
            assertThat(Saleroom.invalid(room.refused(notTheirs)).problems())
                    .extracting(Problem::field)
                    .containsExactly("item.vehicleId");
        }
        room.done(by(form, Saleroom.BY_OPERATOR));
        room.schedule(auction);
        assertThat(room.refused(room.newLot(auction.auctionId())))
                .isEqualTo(new WrongAuctionState(AuctionState.SCHEDULED, "a draft"));
    }

    private static AddLot by(AddLot form, Actor by) {
        return new AddLot(
                form.lotId(),
                form.auctionId(),
                by,
                form.item(),
                form.startingPrice(),
                form.increment(),
                form.reservePrice(),
                form.buyNowPrice(),
                form.at());
    }

    @Test
    void aVehicleIsInOneLotAtATimeHoweverOftenItIsRegistered() {
        AuctionDetails auction = room.draft();
        String vin = Saleroom.vin();
        LotItem one = LotItem.of(room.done(room.newVehicle(vin)).vehicleId());
        LotItem again = LotItem.of(room.done(room.newVehicle(vin)).vehicleId());
        LotId lot = room.done(room.newLot(auction.auctionId(), one, null, null)).lotId();
        for (LotItem item : List.of(one, again)) {
            assertThat(room.refused(room.newLot(room.draft().auctionId(), item, null, null)))
                    .isEqualTo(new AuctionRejection.ItemOnSale());
        }
        assertThat(room.find(auction.auctionId()).lots()).isEqualTo(1);
        room.done(new WithdrawLot(lot, Saleroom.BY_SELLER, room.market.now()));
        room.done(room.newLot(auction.auctionId(), again, null, null));
    }

    /** PostgreSQL decides; whatever the two have looked up before. */
    @Test
    void racingLotsOfOneVehicleYieldOne() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0;
                    round < 10 * Integer.getInteger("spotdock.test.effort", 1);
                    round++) {
                LotItem item = LotItem.of(room.vehicle().vehicleId());
                List<Callable<Boolean>> racers = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    AddLot form = room.newLot(room.draft().auctionId(), item, null, null);
                    racers.add(() -> room.market.send(form).toString().startsWith("Done"));
                }
                int added = 0;
                for (var racer : threads.invokeAll(racers)) {
                    added += racer.get() ? 1 : 0;
                }
                assertThat(added).as("round %d", round).isEqualTo(1);
            }
        }
    }

    /** Each counts as one more lot of the same auction. */
    @Test
    void lotsAddedAtTheSameTimeAreAllCounted() throws Exception {
        AuctionDetails auction = room.draft();
        List<Callable<Object>> racers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            AddLot form = room.newLot(auction.auctionId());
            racers.add(() -> room.done(form));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var racer : threads.invokeAll(racers)) {
                racer.get();
            }
        }
        assertThat(room.find(auction.auctionId()).lots()).isEqualTo(8);
    }

    @Test
    void anAuctionHasABoundedNumberOfLots() {
        try (Market small = Market.start("spotdock.auctions.timed.lots-per-auction=1")) {
            Saleroom other = new Saleroom(small);
            AuctionDetails auction = other.draft();
            other.lot(auction);
            assertThat(other.refused(other.newLot(auction.auctionId())))
                    .isEqualTo(new AuctionRejection.TooManyLots(1));
        }
    }

    private LotItem block(AuctionDetails auction, Duration after, long cpu) {
        Instant from = auction.endsAt().plus(after);
        return LotItem.of(
                new CapacityBlock(
                        "default", new Resources(cpu, 512, 0), from, from.plusSeconds(3600)));
    }

    private AddLot sells(AuctionDetails auction, LotItem item) {
        return room.newLot(auction.auctionId(), item, null, null);
    }

    @Test
    void capacityIsSoldByOperatorsAndBeginsAfterItsWinnerHasPaid() {
        room.market.node("n1", 4000, 8192);
        Duration payment = Duration.ofMinutes(10);
        AuctionDetails auction = room.draft();
        assertThat(
                        room.refused(
                                by(
                                        sells(auction, block(auction, payment, 1000)),
                                        Saleroom.BY_SELLER)))
                .isInstanceOf(AuctionRejection.OperatorsOnly.class);
        AddLot early = sells(auction, block(auction, payment.minusMillis(1), 1000));
        assertThat(Saleroom.invalid(room.refused(early)).problems())
                .extracting(Problem::field)
                .containsExactly("item.capacityBlock.from");
        LotDetails lot = room.done(sells(auction, block(auction, payment, 1000)));
        assertThat(lot.item()).isEqualTo(block(auction, payment, 1000));
        assertThat(lot.vehicle()).isNull();
    }

    @Test
    void capacityBeginsAfterAllExtensionsToo() {
        room.market.node("n1", 4000, 8192);
        AntiSnipe rule = new AntiSnipe(Duration.ofMinutes(1), Duration.ofMinutes(2), 3);
        AuctionDetails auction = room.draft(Duration.ofHours(1), rule);
        Duration latest = Duration.ofMinutes(10 + 3 * 2);
        AddLot early = sells(auction, block(auction, latest.minusMillis(1), 1000));
        assertThat(Saleroom.invalid(room.refused(early)).problems())
                .extracting(Problem::field)
                .containsExactly("item.capacityBlock.from");
        assertThat(room.done(sells(auction, block(auction, latest, 1000)))).isNotNull();
    }

    @Test
    void capacityThatNoNodeHasOrThatIsSoldAlreadyIsRefused() {
        room.market.node("n1", 4000, 8192);
        Duration payment = Duration.ofMinutes(10);
        AuctionDetails auction = room.draft();
        assertThat(room.refused(sells(auction, block(auction, payment, 4001))))
                .isInstanceOf(AuctionRejection.CapacityRefused.class);
        AddLot first = sells(auction, block(auction, payment, 3000));
        room.done(first);
        assertThat(room.refused(sells(auction, block(auction, payment, 1001))))
                .isInstanceOf(AuctionRejection.CapacityRefused.class);
        assertThat(room.market.count("capacity_pin")).isEqualTo(1);
        room.done(new CancelAuction(auction.auctionId(), Saleroom.BY_OPERATOR, room.market.now()));
        assertThat(room.market.count("capacity_pin")).as("given up").isZero();
    }
}
