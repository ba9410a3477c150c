package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.AuctionCancelled;
import dev.spotdock.auctions.AuctionClosed;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.WrongAuctionState;
import dev.spotdock.auctions.AuctionRejection.WrongLotState;
import dev.spotdock.auctions.AuctionSettled;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CancelAuction;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.LotUnsold;
import dev.spotdock.auctions.ScheduleAuction;
import dev.spotdock.auctions.UnsoldReason;
import dev.spotdock.auctions.WithdrawLot;
import dev.spotdock.kernel.id.LotId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuctionEndingsTests {

    private final Saleroom room = Saleroom.fresh();

    private CloseAuction close(AuctionDetails auction, Actor by) {
        return new CloseAuction(auction.auctionId(), by, room.keepTime());
    }

    private CancelAuction cancel(AuctionDetails auction, Actor by) {
        return new CancelAuction(auction.auctionId(), by, room.keepTime());
    }

    private WithdrawLot withdraw(LotId lot, Actor by) {
        return new WithdrawLot(lot, by, room.keepTime());
    }

    private AuctionState state(AuctionDetails auction) {
        return room.find(auction.auctionId()).state();
    }

    @Test
    void theSellerClosesEarlyOnlyWhileNobodyHasBid() {
        AuctionDetails auction = room.draft();
        LotId first = room.lot(auction);
        LotId second = room.lot(auction);
        room.open(auction);
        room.bid(second, 1, 50);
        assertThat(room.refused(close(auction, Saleroom.BY_SELLER)))
                .isEqualTo(new AuctionRejection.HasBids());
        assertThat(room.refused(close(auction, Saleroom.ANYBODY)))
                .isEqualTo(new AuctionRejection.NotFound("auction"));
        assertThat(state(auction)).isEqualTo(AuctionState.OPEN);
        assertThat(room.bid(first, 1, 100).isCurrentlyHighest()).as("still open").isTrue();
        assertThat(room.done(close(auction, Saleroom.BY_OPERATOR)).state())
                .isEqualTo(AuctionState.CLOSING);
        room.until("closed", () -> state(auction) == AuctionState.CLOSED);
        assertThat(room.find(first).state()).isEqualTo(LotState.SOLD);
        assertThat(room.find(second).state()).isEqualTo(LotState.UNSOLD);
    }

    @Test
    void whatWasBoughtAtOnceHasHadABid() {
        AuctionDetails auction = room.draft();
        LotId bought = room.lot(auction, null, Saleroom.money(500));
        room.lot(auction);
        room.open(auction);
        Saleroom.done(room.buy(bought, 1));
        assertThat(room.refused(cancel(auction, Saleroom.BY_SELLER)))
                .isEqualTo(new AuctionRejection.HasBids());
        assertThat(room.refused(close(auction, Saleroom.BY_SELLER)))
                .isEqualTo(new AuctionRejection.HasBids());
        assertThat(state(auction)).isEqualTo(AuctionState.OPEN);
    }

    /** As it looked before, nobody had bid. */
    @Test
    void aBidThatComesAfterTheLookKeepsTheLot() {
        LotId lot = room.openLot();
        room.bid(lot, 1, 100);
        Lot open = room.market.bean(Lots.class).find(lot).orElseThrow();
        Lot unbid = open.withdrawn(open.log());
        assertThat(room.market.bean(LiveBids.class).takeBack(List.of(unbid)))
                .contains(new AuctionRejection.HasBids());
        assertThat(room.bid(lot, 2, 200).isCurrentlyHighest()).as("still open").isTrue();
    }

    @Test
    void closedByItsSellerWithoutBidsItIsUnsoldAndSettled() {
        AuctionDetails auction = room.draft();
        LotId lot = room.lot(auction);
        room.open(auction);
        assertThat(room.done(close(auction, Saleroom.BY_SELLER)).state())
                .isEqualTo(AuctionState.CLOSING);
        assertThat(Saleroom.refused(room.tryBid(lot, 1, 100, 100)))
                .isInstanceOf(LotBidRejection.Closed.class);
        room.until("settled", () -> state(auction) == AuctionState.SETTLED);
        assertThat(room.find(lot).unsold()).isEqualTo(UnsoldReason.NO_VALID_BID);
        assertThat(room.market.events().of(AuctionClosed.class)).hasSize(1);
        assertThat(room.market.events().of(AuctionSettled.class)).hasSize(1);
    }

    @Test
    void closingTwiceIsAConflictThatNamesTheState() {
        AuctionDetails auction = room.draft();
        room.lot(auction);
        assertThat(room.refused(close(auction, Saleroom.BY_SELLER)))
                .isEqualTo(new WrongAuctionState(AuctionState.DRAFT, "an open auction"));
        room.open(auction);
        room.done(close(auction, Saleroom.BY_OPERATOR));
        AuctionDetails closing = room.find(auction.auctionId());
        assertThat(room.refused(close(auction, Saleroom.BY_OPERATOR)))
                .isEqualTo(new WrongAuctionState(AuctionState.CLOSING, "an open auction"));
        assertThat(room.refused(cancel(auction, Saleroom.BY_OPERATOR)))
                .isInstanceOf(WrongAuctionState.class);
        assertThat(room.find(auction.auctionId())).as("unchanged").isEqualTo(closing);
    }

    @Test
    void whatIsNotOpenYetIsCancelledByItsSeller() {
        AuctionDetails draft = room.draft();
        LotId unseen = room.lot(draft);
        assertThat(room.refused(cancel(draft, Saleroom.ANYBODY)))
                .isEqualTo(new AuctionRejection.NotFound("auction"));
        assertThat(room.done(cancel(draft, Saleroom.BY_SELLER)).state())
                .isEqualTo(AuctionState.CANCELLED);
        assertThat(room.find(unseen).state()).isEqualTo(LotState.WITHDRAWN);
        assertThat(room.market.events().of(LotUnsold.class)).as("nobody saw it").isEmpty();
        AuctionDetails scheduled = room.draft();
        LotId seen = room.lot(scheduled);
        room.schedule(scheduled);
        room.done(cancel(scheduled, Saleroom.BY_SELLER));
        assertThat(room.find(seen).state()).isEqualTo(LotState.WITHDRAWN);
        assertThat(room.market.events().of(LotUnsold.class)).hasSize(1);
        assertThat(room.market.events().of(AuctionCancelled.class))
                .extracting(AuctionCancelled::wasVisible)
                .containsExactly(false, true);
        room.tick();
        assertThat(state(scheduled)).as("never opens").isEqualTo(AuctionState.CANCELLED);
        assertThat(
                        room.refused(
                                new ScheduleAuction(
                                        draft.auctionId(), Saleroom.BY_SELLER, room.market.now())))
                .isEqualTo(new WrongAuctionState(AuctionState.CANCELLED, "a draft"));
    }

    @Test
    void anOpenOneIsCancelledByItsSellerOnlyWhileNobodyHasBid() {
        AuctionDetails auction = room.draft();
        LotId lot = room.lot(auction);
        room.open(auction);
        room.done(cancel(auction, Saleroom.BY_SELLER));
        assertThat(Saleroom.refused(room.tryBid(lot, 1, 100, 100)))
                .isInstanceOf(LotBidRejection.Closed.class);
        AuctionDetails other = room.draft();
        LotId bid = room.lot(other);
        room.open(other);
        room.bid(bid, 1, 1);
        assertThat(room.refused(cancel(other, Saleroom.BY_SELLER)))
                .isEqualTo(new AuctionRejection.HasBids());
        assertThat(state(other)).isEqualTo(AuctionState.OPEN);
    }

    @Test
    void anOperatorCancelsWhateverWasBid() {
        AuctionDetails auction = room.draft();
        LotId lot = room.lot(auction);
        room.open(auction);
        room.bid(lot, 1, 100);
        room.done(cancel(auction, Saleroom.BY_OPERATOR));
        room.clock();
        assertThat(Saleroom.refused(room.tryBid(lot, 2, 200, 200)))
                .isInstanceOf(LotBidRejection.Closed.class);
        assertThat(room.find(lot).state()).isEqualTo(LotState.WITHDRAWN);
        room.tick();
        room.market.at(room.keepTime().plusSeconds(120));
        room.clock();
        assertThat(room.market.count("lot where intake = 'FORGOTTEN'")).isEqualTo(1);
        assertThat(room.find(lot).winner()).isNull();
    }

    /** Not let in by Redis yet when it was cancelled, or perhaps just then. */
    @Test
    void cancelledWhileItIsOpenedItNeverTakesABid() {
        AuctionDetails auction = room.draft();
        LotId lot = room.lot(auction);
        room.schedule(auction);
        room.opened(auction);
        assertThat(room.refused(cancel(auction, Saleroom.BY_SELLER)))
                .isInstanceOf(AuctionRejection.Unavailable.class);
        room.done(cancel(auction, Saleroom.BY_OPERATOR));
        room.clock();
        assertThat(Saleroom.refused(room.tryBid(lot, 1, 100, 100)))
                .isInstanceOf(LotBidRejection.Closed.class);
        room.market.at(room.keepTime().plusSeconds(120));
        room.clock();
        assertThat(room.market.count("lot where intake = 'FORGOTTEN'")).isEqualTo(1);
    }

    @Test
    void aLotIsWithdrawnBeforeItsFirstBidOnly() {
        AuctionDetails auction = room.draft();
        LotId unbid = room.lot(auction);
        LotId bid = room.lot(auction);
        room.open(auction);
        room.bid(bid, 1, 1);
        assertThat(room.refused(withdraw(unbid, Saleroom.ANYBODY)))
                .isEqualTo(new AuctionRejection.NotFound("lot"));
        assertThat(room.refused(withdraw(bid, Saleroom.BY_SELLER)))
                .as("not even an invalid one")
                .isEqualTo(new AuctionRejection.HasBids());
        assertThat(room.refused(withdraw(bid, Saleroom.BY_OPERATOR)))
                .isEqualTo(new AuctionRejection.HasBids());
        assertThat(room.done(withdraw(unbid, Saleroom.BY_SELLER)).state())
                .isEqualTo(LotState.WITHDRAWN);
        assertThat(room.refused(withdraw(unbid, Saleroom.BY_SELLER)))
                .isInstanceOf(WrongLotState.class);
        assertThat(Saleroom.refused(room.tryBid(unbid, 2, 100, 100)))
                .isInstanceOf(LotBidRejection.Closed.class);
        assertThat(room.market.events().of(LotUnsold.class))
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo(UnsoldReason.WITHDRAWN));
        assertThat(state(auction)).isEqualTo(AuctionState.OPEN);
    }

    @Test
    void anAuctionWhoseLastLotIsWithdrawnIsOver() {
        AuctionDetails auction = room.draft();
        LotId first = room.lot(auction);
        LotId last = room.lot(auction);
        room.open(auction);
        room.done(withdraw(first, Saleroom.BY_SELLER));
        assertThat(state(auction)).isEqualTo(AuctionState.OPEN);
        room.done(withdraw(last, Saleroom.BY_SELLER));
        room.until("settled", () -> state(auction) == AuctionState.SETTLED);
    }
}
