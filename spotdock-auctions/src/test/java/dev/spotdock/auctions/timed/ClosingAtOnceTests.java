package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.LotSold;
import dev.spotdock.kernel.id.LotId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** As many lots as an auction may have, all of which are to be decided at the same instant. */
class ClosingAtOnceTests {

    private static final int LOTS = 1000;

    private final Saleroom room = Saleroom.fresh();

    @Test
    void aThousandLotsThatEndAtTheSameInstantAreEachDecidedOnce() {
        AuctionDetails auction = room.draft();
        List<LotId> lots = new ArrayList<>();
        for (int i = 0; i < LOTS; i++) {
            lots.add(room.lot(auction));
        }
        room.keepTime();
        room.schedule(auction);
        room.until("all let in", () -> room.market.count("lot where intake = 'OPEN'") == LOTS);
        for (LotId lot : lots) {
            room.bid(lot, 1, 100);
            room.bid(lot, 2, 120);
        }
        Instant over = room.keepTime();
        room.done(new CloseAuction(auction.auctionId(), Saleroom.BY_OPERATOR, over));
        room.until("closed", () -> room.find(auction.auctionId()).state() == AuctionState.CLOSED);
        System.out.printf(
                "%d lots decided %d ms after their end%n",
                LOTS, Duration.between(over, room.keepTime()).toMillis());
        List<LotSold> sold = room.market.events().of(LotSold.class);
        assertThat(sold).hasSize(LOTS).allMatch(lot -> lot.winner().equals(Saleroom.bidder(2)));
        assertThat(new HashSet<>(sold.stream().map(LotSold::lotId).toList())).hasSize(LOTS);
    }
}
