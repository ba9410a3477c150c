package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionSettled;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.DefaultLot;
import dev.spotdock.auctions.FindVehicle;
import dev.spotdock.auctions.LiftDefault;
import dev.spotdock.auctions.LotAwarded;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotItem;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.LotPaymentOverdue;
import dev.spotdock.auctions.LotSettled;
import dev.spotdock.auctions.LotSold;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.LotUnsold;
import dev.spotdock.auctions.SettleLot;
import dev.spotdock.auctions.UnsoldReason;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SettlementTests {

    private final Saleroom room = Saleroom.fresh();

    private LotId sold(int... bidders) {
        LotId lot = room.openLot();
        long amount = 100;
        for (int bidder : bidders) {
            room.bid(lot, bidder, amount);
            amount += 100;
        }
        return sell(lot);
    }

    private LotId sell(LotId lot) {
        room.done(
                new CloseAuction(
                        room.find(lot).auctionId(), Saleroom.BY_OPERATOR, room.keepTime()));
        room.until("sold", () -> room.find(lot).state() == LotState.SOLD);
        return lot;
    }

    private void unpaid(LotId lot, int round) {
        room.market.send(new DefaultLot(lot, round, room.market.now()));
    }

    private void paid(LotId lot, int round) {
        room.market.send(new SettleLot(lot, round, room.market.now()));
    }

    @Test
    void paidForAVehicleIsTheWinnersAndTheAuctionSettled() {
        LotId lot = sold(1);
        paid(lot, 2);
        assertThat(room.find(lot).state()).as("of another round").isEqualTo(LotState.SOLD);
        paid(lot, 1);
        paid(lot, 1);
        unpaid(lot, 1);
        LotDetails settled = room.find(lot);
        assertThat(settled.state()).isEqualTo(LotState.SETTLED);
        assertThat(settled.winner()).isNotNull();
        VehicleCommands vehicles = room.market.bean(VehicleCommands.class);
        var vehicle = Objects.requireNonNull(settled.item().vehicleId());
        assertThat(vehicles.handle(new FindVehicle(vehicle, Saleroom.bidder(1)))).isPresent();
        assertThat(vehicles.handle(new FindVehicle(vehicle, Saleroom.SELLER))).isEmpty();
        assertThat(room.market.count("vehicle_transfer")).isEqualTo(1);
        assertThat(room.market.events().of(LotSettled.class)).hasSize(1);
        room.until("settled", () -> room.auctionOf(lot).state() == AuctionState.SETTLED);
        assertThat(room.market.events().of(AuctionSettled.class))
                .singleElement()
                .satisfies(event -> assertThat(event.settled()).isEqualTo(1));
    }

    @Test
    void withoutTheDefaultersBidsTheNextOneWins() {
        LotId lot = sold(1, 2, 1, 3);
        unpaid(lot, 1);
        unpaid(lot, 1);
        LotDetails second = room.find(lot);
        assertThat(second.winner())
                .isEqualTo(new LotDetails.Winner("bidder-1", 3, Saleroom.money(300)));
        assertThat(second.round()).isEqualTo(2);
        unpaid(lot, 2);
        assertThat(room.find(lot).winner())
                .as("all of the defaulter's bids count no more, not only the last")
                .isEqualTo(new LotDetails.Winner("bidder-2", 2, Saleroom.money(200)));
        paid(lot, 3);
        assertThat(room.find(lot).state()).isEqualTo(LotState.SETTLED);
        assertThat(room.market.events().of(LotAwarded.class))
                .extracting(LotAwarded::round)
                .containsExactly(1, 2, 3);
        assertThat(room.market.events().of(LotSold.class)).as("told once").hasSize(1);
        assertThat(room.market.count("lot_bid")).as("nothing is deleted").isEqualTo(4);
        assertThat(room.market.count("lot_default")).isEqualTo(2);
    }

    @Test
    void afterThreeRoundsItIsUnsold() {
        LotId lot = sold(1, 2, 3, 4);
        for (int round = 1; round <= 3; round++) {
            assertThat(room.find(lot).round()).isEqualTo(round);
            unpaid(lot, round);
        }
        assertThat(room.find(lot).state()).isEqualTo(LotState.UNSOLD);
        assertThat(room.find(lot).unsold()).isEqualTo(UnsoldReason.UNPAID);
        assertThat(room.market.events().of(LotUnsold.class)).hasSize(1);
        room.until("settled", () -> room.auctionOf(lot).state() == AuctionState.SETTLED);
        room.lot(room.draft());
    }

    @Test
    void nobodyLeftItIsUnsoldAndItsVehicleCanBeSoldAgain() {
        LotId lot = sold(1, 1);
        unpaid(lot, 1);
        LotDetails unsold = room.find(lot);
        assertThat(unsold.unsold()).isEqualTo(UnsoldReason.UNPAID);
        assertThat(unsold.winner()).isNull();
        room.done(room.newLot(room.draft().auctionId(), unsold.item(), null, null));
    }

    @Test
    void aDefaulterBidsNowhereUntilAnOperatorLiftsIt() {
        LotId other = room.openLot();
        LotId lot = sold(1, 2);
        unpaid(lot, 1);
        room.until(
                "barred",
                () ->
                        room.tryBid(other, 2, 100, 100)
                                .equals(refusal(new LotBidRejection.Barred())));
        assertThat(room.bid(other, 1, 100).isCurrentlyHighest()).as("others may").isTrue();
        LiftDefault lift =
                new LiftDefault(
                        Saleroom.bidder(2), Saleroom.BY_OPERATOR.accountId(), room.market.now());
        assertThat(room.market.send(lift)).isTrue();
        assertThat(room.market.send(lift)).isFalse();
        room.until(
                "lifted",
                () -> !room.tryBid(other, 2, 1, 1).equals(refusal(new LotBidRejection.Barred())));
        assertThat(room.market.count("lot_default where lifted_at is not null")).isEqualTo(1);
        unpaid(lot, 2);
        assertThat(room.find(lot).state())
                .as("lifted or not, the bids here do not count again")
                .isEqualTo(LotState.UNSOLD);
    }

    private static Object refusal(LotBidRejection rejection) {
        return Outcome.refused(rejection);
    }

    @Test
    void theTimeToPayIsToldOncePerRound() {
        LotId lot = sold(1, 2);
        Instant payBy = room.market.events().of(LotAwarded.class).getFirst().payBy();
        room.market.at(payBy.minusMillis(1));
        room.clock();
        assertThat(room.market.events().of(LotPaymentOverdue.class)).isEmpty();
        room.market.at(payBy);
        room.clock();
        room.clock();
        assertThat(room.market.events().of(LotPaymentOverdue.class)).hasSize(1);
        unpaid(lot, 1);
        room.market.at(payBy.plus(Duration.ofMinutes(11)));
        room.clock();
        assertThat(room.market.events().of(LotPaymentOverdue.class))
                .extracting(LotPaymentOverdue::round)
                .containsExactly(1, 2);
    }

    @Test
    void aBlockThatBeginsTooSoonIsNotOfferedAgainAndItsCapacityIsFree() {
        room.market.node("n1", 4000, 8192);
        AuctionDetails auction = room.draft();
        Instant from = auction.endsAt().plus(Duration.ofMinutes(10));
        LotItem block =
                LotItem.of(
                        new CapacityBlock(
                                "default",
                                new Resources(1000, 512, 0),
                                from,
                                from.plusSeconds(3600)));
        LotId lot = room.done(room.newLot(auction.auctionId(), block, null, null)).lotId();
        room.open(auction);
        room.bid(lot, 1, 100);
        room.bid(lot, 2, 200);
        sell(lot);
        assertThat(room.market.count("capacity_pin")).isEqualTo(1);
        room.market.at(from.minus(Duration.ofMinutes(1)));
        unpaid(lot, 1);
        assertThat(room.find(lot).unsold()).isEqualTo(UnsoldReason.TOO_LATE);
        assertThat(room.market.count("capacity_pin")).isZero();
    }

    /** The saga's batch may be delivered again elsewhere, and a second default be sent. */
    @Test
    void paidAndUnpaidAtTheSameTimeIsOneOfThem() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 5 * Integer.getInteger("spotdock.test.effort", 1); i++) {
                LotId lot = sold(10 * i + 1, 10 * i + 2);
                for (var done :
                        threads.invokeAll(
                                List.of(
                                        Executors.callable(() -> paid(lot, 1)),
                                        Executors.callable(() -> unpaid(lot, 1)),
                                        Executors.callable(() -> unpaid(lot, 1)),
                                        Executors.callable(() -> paid(lot, 1))))) {
                    done.get();
                }
                LotDetails after = room.find(lot);
                long transfers =
                        room.market.count("vehicle_transfer where lot_id = '%s'".formatted(lot));
                long defaults = room.market.count("lot_default where lot_id = '%s'".formatted(lot));
                assertThat(transfers + defaults).isEqualTo(1);
                assertThat(after.state())
                        .isEqualTo(transfers == 1 ? LotState.SETTLED : LotState.SOLD);
            }
        }
    }
}
