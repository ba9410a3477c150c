package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionClosed;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionExtended;
import dev.spotdock.auctions.AuctionRejection.OperatorsOnly;
import dev.spotdock.auctions.AuctionRejection.WrongLotState;
import dev.spotdock.auctions.AuctionSettled;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.DecideLot;
import dev.spotdock.auctions.LotAwarded;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidsPlaced;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotSold;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.LotUnsold;
import dev.spotdock.auctions.UnsoldReason;
import dev.spotdock.auctions.timed.intake.LotBids;
import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.auctions.timed.winner.WinnerDetermination;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.Result;
import dev.spotdock.kernel.id.LotId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LotClosingTests {

    private final Saleroom room = Saleroom.fresh();

    private LotState state(LotId lot) {
        return room.find(lot).state();
    }

    /** An operator ends the auction before its time. */
    private void close(LotId lot) {
        room.done(
                new CloseAuction(
                        room.find(lot).auctionId(), Saleroom.BY_OPERATOR, room.keepTime()));
    }

    @Test
    void theWinnerIsWhomTheStoredBidsDetermine() {
        LotId lot = room.openLot();
        room.bid(lot, 1, 100, 150);
        room.bid(lot, 2, 120, 120);
        room.bid(lot, 2, 90, 90);
        room.bid(lot, 3, 160, 300);
        close(lot);
        room.until("sold", () -> state(lot) == LotState.SOLD);
        LotDetails sold = room.find(lot);
        assertThat(sold.winner())
                .isEqualTo(new LotDetails.Winner("bidder-3", 4, Saleroom.money(160)));
        assertThat(sold.bidCount()).isEqualTo(4);
        assertThat(sold.round()).isEqualTo(1);
        assertThat(room.market.events().of(LotSold.class))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.winner()).isEqualTo(Saleroom.bidder(3));
                    assertThat(event.amount()).isEqualTo(Saleroom.money(160));
                    assertThat(event.sequence()).isEqualTo(4);
                    assertThat(event.bids()).isEqualTo(4);
                });
        assertThat(room.market.events().of(LotAwarded.class))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.round()).isEqualTo(1);
                    assertThat(event.item()).isEqualTo(sold.item());
                    assertThat(event.payBy()).isEqualTo(event.at().plus(Duration.ofMinutes(10)));
                });
        assertThat(again(lot))
                .as("determined again, at any time")
                .isEqualTo(new Result.Won(Saleroom.bidder(3), Saleroom.money(160).micros(), 4));
        room.until("closed", () -> room.auctionOf(lot).state() == AuctionState.CLOSED);
        assertThat(room.market.events().of(AuctionClosed.class))
                .singleElement()
                .satisfies(event -> assertThat(event.sold()).isEqualTo(1));
    }

    private Result again(LotId lot) {
        return WinnerDetermination.result(
                new LotTerms(Saleroom.money(100).micros(), Saleroom.money(10).micros(), null, null),
                room.market.bean(LotBids.class).all(lot));
    }

    @Test
    void withoutAValidBidOrBelowTheReserveItIsUnsold() {
        AuctionDetails auction = room.draft();
        LotId unbid = room.lot(auction);
        LotId invalid = room.lot(auction);
        LotId below = room.lot(auction, Saleroom.money(500), null);
        LotId reached = room.lot(auction, Saleroom.money(500), null);
        room.open(auction);
        room.bid(invalid, 1, 99);
        room.bid(below, 1, 499);
        room.bid(reached, 1, 100, 500);
        close(unbid);
        room.until("decided", () -> room.find(auction.auctionId()).state() == AuctionState.CLOSED);
        assertThat(room.find(unbid).unsold()).isEqualTo(UnsoldReason.NO_VALID_BID);
        assertThat(room.find(invalid).unsold()).isEqualTo(UnsoldReason.NO_VALID_BID);
        assertThat(room.find(invalid).bidCount()).isEqualTo(1);
        assertThat(room.find(below).unsold()).isEqualTo(UnsoldReason.RESERVE_NOT_MET);
        assertThat(room.find(below).currentHighest()).isEqualTo(Saleroom.money(499));
        assertThat(room.find(reached).winner())
                .isEqualTo(new LotDetails.Winner("bidder-1", 1, Saleroom.money(500)));
        assertThat(room.market.events().of(LotUnsold.class)).hasSize(3);
        assertThat(room.market.events().of(AuctionClosed.class))
                .singleElement()
                .satisfies(closed -> {
                    assertThat(closed.sold()).isEqualTo(1);
                    assertThat(closed.unsold()).isEqualTo(3);
                });
    }

    /** Nothing is decided before all that was accepted is stored. */
    @Test
    void waitsForTheLastBidToArriveInPostgres() {
        LotId lot = room.openLot();
        room.bid(lot, 1, 100);
        room.bid(lot, 2, 200);
        close(lot);
        room.clock();
        room.market.at(room.market.now().plusSeconds(1));
        room.clock();
        room.clock();
        assertThat(state(lot)).isEqualTo(LotState.CLOSING);
        assertThat(room.market.events().of(LotSold.class)).isEmpty();
        assertThat(room.refused(new DecideLot(lot, true, Saleroom.BY_OPERATOR, room.market.now())))
                .as("it is not held")
                .isInstanceOf(WrongLotState.class);
        room.until("sold", () -> state(lot) == LotState.SOLD);
        assertThat(room.find(lot).bidCount()).isEqualTo(2);
    }

    @Test
    void endsByRedisClockAndTakesNoBidAfterIt() {
        AuctionDetails auction = room.draft(Duration.ofMillis(700), null);
        LotId lot = room.lot(auction);
        room.open(auction);
        room.bid(lot, 1, 100);
        room.until("sold", () -> state(lot) == LotState.SOLD);
        assertThat(Saleroom.refused(room.tryBid(lot, 2, 200, 200)))
                .isInstanceOf(LotBidRejection.Closed.class);
        assertThat(room.keepTime()).isAfterOrEqualTo(auction.endsAt());
        assertThat(room.find(lot).endsAt()).isEqualTo(auction.endsAt());
    }

    /** Ours only says when to ask. */
    @Test
    void aClockThatIsAheadClosesNothing() {
        LotId lot = room.openLot();
        room.market.at(room.find(lot).endsAt().plus(Duration.ofHours(3)));
        for (int i = 0; i < 5; i++) {
            room.clock();
            room.market.at(room.market.now().plusMillis(200));
        }
        assertThat(state(lot)).isEqualTo(LotState.OPEN);
        assertThat(room.bid(lot, 1, 100).isCurrentlyHighest()).isTrue();
        assertThat(room.auctionOf(lot).state())
                .as("its time is over here, but not its lots'")
                .isEqualTo(AuctionState.CLOSING);
        assertThat(room.market.events().of(AuctionClosed.class)).isEmpty();
    }

    /** Nobody looked from before its start until after its end. */
    @Test
    void whatWasSleptThroughIsUnsold() {
        AuctionDetails auction = room.draft();
        LotId lot = room.lot(auction);
        room.schedule(auction);
        room.market
                .jdbc()
                .sql(
                        """
                        update auctions.auction set starts_at = starts_at - interval '2 hours',
                            ends_at = ends_at - interval '2 hours';
                        update auctions.lot set ends_at = ends_at - interval '2 hours'
                        """)
                .update();
        room.until("settled", () -> room.find(auction.auctionId()).state() == AuctionState.SETTLED);
        assertThat(room.find(lot).unsold()).isEqualTo(UnsoldReason.NO_VALID_BID);
    }

    /** It asks later than it could have; bids were refused in time all the same. */
    @Test
    void aClockThatIsBehindClosesLater() {
        AuctionDetails auction = room.draft(Duration.ofMillis(300), null);
        LotId lot = room.lot(auction);
        room.open(auction);
        Instant behind = room.market.now();
        room.bid(lot, 1, 100);
        room.until("over", () -> room.keepTime().isAfter(auction.endsAt()) || atAgain(behind));
        room.market.at(behind.minusSeconds(30));
        room.clock();
        assertThat(Saleroom.refused(room.tryBid(lot, 2, 200, 200)))
                .isInstanceOf(LotBidRejection.Closed.class);
        room.until("sold", () -> state(lot) == LotState.SOLD);
        assertThat(room.find(lot).winner())
                .isEqualTo(new LotDetails.Winner("bidder-1", 1, Saleroom.money(100)));
    }

    private boolean atAgain(Instant instant) {
        room.market.at(instant);
        return false;
    }

    @Test
    void aLateBidExtendsTheLotAndThenItsAuctionAndIsToldOnce() {
        AntiSnipe rule = new AntiSnipe(Duration.ofHours(1), Duration.ofSeconds(2), 3);
        AuctionDetails auction = room.draft(Duration.ofSeconds(1), rule);
        LotId lot = room.lot(auction);
        room.open(auction);
        Instant extended = room.bid(lot, 1, 100).endsAt();
        assertThat(extended).isEqualTo(auction.endsAt().plusSeconds(2));
        assertThat(room.find(lot).endsAt()).isEqualTo(extended);
        room.market.runOnly("lot-drain");
        LotExtensions extensions = room.market.bean(LotExtensions.class);
        room.market.events().of(LotBidsPlaced.class).forEach(extensions::on);
        room.market.events().of(LotBidsPlaced.class).forEach(extensions::on);
        room.until("over", () -> room.market.now().isAfter(auction.endsAt()));
        assertThat(state(lot)).isEqualTo(LotState.OPEN);
        assertThat(room.find(auction.auctionId()).endsAt()).isEqualTo(extended);
        assertThat(room.market.events().of(AuctionExtended.class))
                .singleElement()
                .satisfies(event -> assertThat(event.endsAt()).isEqualTo(extended));
        room.until("sold", () -> state(lot) == LotState.SOLD);
        assertThat(room.market.now()).isAfterOrEqualTo(extended);
    }

    /** As when the events' processor is behind. */
    @Test
    void theClockLearnsOfAnExtensionWhenItAsksForTheEnd() {
        AntiSnipe rule = new AntiSnipe(Duration.ofHours(1), Duration.ofSeconds(1), 1);
        AuctionDetails auction = room.draft(Duration.ofMillis(500), rule);
        LotId lot = room.lot(auction);
        room.open(auction);
        Instant extended = room.bid(lot, 1, 100).endsAt();
        room.until("sold", () -> state(lot) == LotState.SOLD);
        assertThat(room.market.events().of(AuctionExtended.class))
                .singleElement()
                .satisfies(event -> assertThat(event.endsAt()).isEqualTo(extended));
    }

    @Test
    void boughtAtOnceItIsSoldAndTheAuctionClosesWithItsLastLot() {
        AuctionDetails auction = room.draft();
        LotId bought = room.lot(auction, null, Saleroom.money(500));
        LotId other = room.lot(auction, null, Saleroom.money(500));
        room.open(auction);
        room.bid(bought, 2, 50);
        assertThat(Saleroom.done(room.buy(bought, 1)).state()).isEqualTo(LotState.CLOSING);
        assertThat(Saleroom.done(room.buy(bought, 1)).lotId()).as("repeated").isEqualTo(bought);
        assertThat(Saleroom.refused(room.tryBid(bought, 2, 600, 600)))
                .isInstanceOf(LotBidRejection.Closed.class);
        room.until("sold", () -> state(bought) == LotState.SOLD);
        assertThat(room.find(bought).winner())
                .as("who was second to bid")
                .isEqualTo(new LotDetails.Winner("bidder-2", 2, Saleroom.money(500)));
        assertThat(room.find(auction.auctionId()).state()).isEqualTo(AuctionState.OPEN);
        Saleroom.done(room.buy(other, 3));
        room.until(
                "closed with its last lot",
                () -> room.find(auction.auctionId()).state() == AuctionState.CLOSED);
    }

    @Test
    void afterTheFirstValidBidNothingIsBoughtAtOnce() {
        AuctionDetails auction = room.draft();
        LotId lot = room.lot(auction, null, Saleroom.money(500));
        LotId notOffered = room.lot(auction);
        room.open(auction);
        room.bid(lot, 1, 100);
        assertThat(Saleroom.refused(room.buy(lot, 2)))
                .isInstanceOf(LotBidRejection.BidBefore.class);
        assertThat(Saleroom.refused(room.buy(notOffered, 2)))
                .isInstanceOf(LotBidRejection.NoBuyNow.class);
        assertThat(state(lot)).isEqualTo(LotState.OPEN);
        assertThat(Saleroom.refused(room.buy(new LotId(room.market.id()), 2)))
                .isInstanceOf(LotBidRejection.NotOpened.class);
    }

    /** Some numbers that were acknowledged are lost: nobody is made the winner by a machine. */
    @Test
    void aLotWithLostBidsIsHeldForAnOperator() {
        for (boolean asStored : List.of(true, false)) {
            room.keepTime();
            LotId lot = room.openLot();
            room.bid(lot, 1, 100);
            room.market.runOnly("lot-drain");
            bidsAreLost(lot);
            close(lot);
            room.until("held", () -> room.find(lot).held());
            room.market.at(room.market.now().plusSeconds(3600));
            room.clock();
            assertThat(state(lot)).isEqualTo(LotState.CLOSING);
            DecideLot decide =
                    new DecideLot(lot, asStored, Saleroom.BY_OPERATOR, room.market.now());
            assertThat(room.refused(new DecideLot(lot, asStored, Saleroom.BY_SELLER, decide.at())))
                    .isInstanceOf(OperatorsOnly.class);
            LotDetails decided = room.done(decide);
            assertThat(decided.state()).isEqualTo(asStored ? LotState.SOLD : LotState.UNSOLD);
            assertThat(decided.held()).isFalse();
            assertThat(room.refused(decide)).isNotNull();
        }
        assertThat(room.market.events().of(LotUnsold.class))
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo(UnsoldReason.BY_OPERATOR));
    }

    private void bidsAreLost(LotId lot) {
        room.market
                .jdbc()
                .sql("update auctions.lot_intake set by_hand = true where lot_id = ?")
                .param(lot.value())
                .update();
    }

    @Test
    void soItIsIfTheyAreMissedOnlyAfterItsClose() {
        LotId lot = room.openLot();
        room.bid(lot, 1, 100);
        close(lot);
        room.clock();
        assertThat(stage(lot)).isEqualTo("SEALED");
        bidsAreLost(lot);
        room.until("held", () -> room.find(lot).held());
        assertThat(state(lot)).isEqualTo(LotState.CLOSING);
        assertThat(room.market.events().of(LotSold.class)).isEmpty();
    }

    /** Redis has lost its last bids since, and nobody was told of them. */
    @Test
    void itIsDecidedByTheLastNumberThatIsLeft() {
        LotId lot = room.openLot();
        room.bid(lot, 1, 100);
        close(lot);
        room.clock();
        assertThat(stage(lot)).isEqualTo("SEALED");
        room.market
                .jdbc()
                .sql("update auctions.lot set last_sequence = last_sequence + 1 where id = ?")
                .param(lot.value())
                .update();
        room.until("sold", () -> state(lot) == LotState.SOLD);
        assertThat(room.find(lot).bidCount()).isEqualTo(1);
    }

    @Test
    void onceDecidedRedisForgetsTheLotAndNothingElseDoes() {
        LotId lot = room.openLot();
        room.bid(lot, 1, 100);
        close(lot);
        room.until("sold", () -> state(lot) == LotState.SOLD);
        assertThat(stage(lot)).isEqualTo("SEALED");
        room.market.at(room.keepTime().plus(Duration.ofMinutes(2)));
        room.clock();
        assertThat(stage(lot)).isEqualTo("FORGOTTEN");
        assertThat(room.find(lot).bidCount()).isEqualTo(1);
        assertThat(room.find(lot).currentHighest()).isEqualTo(Saleroom.money(100));
        assertThat(room.market.count("lot where due_at is not null")).isZero();
        assertThat(room.market.events().of(AuctionSettled.class)).isEmpty();
    }

    private String stage(LotId lot) {
        return room.market
                .jdbc()
                .sql("select intake from auctions.lot where id = ?")
                .param(lot.value())
                .query(String.class)
                .single();
    }

    @Test
    void showsTheLiveStateWhileItIsOpen() {
        LotId lot = room.openLot();
        room.bid(lot, 1, 100, 300);
        room.bid(lot, 2, 200, 200);
        LotDetails live = room.find(lot);
        assertThat(live.currentHighest()).isEqualTo(Saleroom.money(210));
        assertThat(live.bidCount()).isEqualTo(2);
        assertThat(live.winner()).isNull();
    }
}
