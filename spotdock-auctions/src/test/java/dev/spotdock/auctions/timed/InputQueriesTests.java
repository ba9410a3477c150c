package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.AuctionRejection.InvalidInput.Problem;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.auctions.ListMistakes;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputQueriesTests {

    private final Saleroom room = Saleroom.fresh();
    private final InputQueries queries = room.market.bean(InputQueries.class);

    private List<String> fields(Command<?> command) {
        return queries.handle(new ListMistakes(command)).stream().map(Problem::field).toList();
    }

    private AddLot cheaperAtOnce(AuctionId auction, Actor by) {
        AddLot lot = room.newLot(auction);
        return new AddLot(
                lot.lotId(),
                auction,
                by,
                lot.item(),
                Money.ofMicros(2),
                lot.increment(),
                Money.ofMicros(1),
                Money.ofMicros(1),
                lot.at());
    }

    @Test
    void findsWhatTheCommandWouldBeRefusedForAndKeepsNothing() {
        assertThat(fields(room.newVehicle("X"))).containsExactly("vin");
        CreateAuction good = room.newAuction();
        assertThat(fields(good)).isEmpty();
        CreateAuction bad =
                new CreateAuction(
                        good.auctionId(),
                        good.seller(),
                        " ",
                        good.at().minusSeconds(1),
                        good.at().minusSeconds(2),
                        null,
                        null,
                        good.at());
        assertThat(fields(bad)).containsExactly("title", "startsAt", "endsAt");
        assertThat(room.market.count("vehicle")).isZero();
        assertThat(room.market.count("auction")).isZero();
    }

    @Test
    void tellsOfALotWhoeverMayAddItOnly() {
        AuctionId auction = room.draft().auctionId();
        assertThat(fields(cheaperAtOnce(auction, Saleroom.BY_SELLER)))
                .containsExactly("reservePrice", "buyNowPrice", "buyNowPrice");
        assertThat(fields(cheaperAtOnce(auction, Saleroom.BY_OPERATOR))).hasSize(3);
        assertThat(fields(cheaperAtOnce(auction, Saleroom.ANYBODY))).isEmpty();
        assertThat(room.market.count("lot")).isZero();
    }
}
