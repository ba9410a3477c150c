package dev.spotdock.auctions.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.FindReservation;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.auctions.WithdrawOffer;
import dev.spotdock.auctions.races.Arena;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PinMovesTests {

    private final Market market = Market.fresh();
    private final ReservedCapacity reserved = new ReservedCapacity(market);
    private final Instant from = market.now().plus(Duration.ofMinutes(10));
    private final Instant to = from.plus(Duration.ofMinutes(10));

    private String node(ReservationId id) {
        return market.bean(ReservationQueries.class)
                .handle(new FindReservation(id, ReservedCapacity.WINNER))
                .orElseThrow()
                .node();
    }

    private ReservationId onTheFirstOfTwo() {
        market.node("n1", 4000, 8192);
        ReservationId id = reserved.block(3, from, to).orElseThrow();
        market.node("n2", 4000, 8192);
        return id;
    }

    /** Work that fills the block, when its window opens. */
    private BidId placed(ReservationId id) {
        BidId bid = reserved.bid(id, 3);
        market.at(from);
        market.run("reserved-bids");
        return bid;
    }

    private void move() {
        market.runOnly("reservation-moves");
    }

    private double stranded() {
        return market.bean(MeterRegistry.class)
                .get("spotdock.auctions.reservations.stranded")
                .gauge()
                .value();
    }

    private void cordon(String node) {
        market.send(new OfferCapacity(node, "default", ReservedCapacity.slots(4), false));
    }

    @Test
    void aBlockLeavesALostNodeForOneThatHoldsIt() {
        market.node("n1", 4000, 8192);
        ReservationId first = reserved.block(3, from, to).orElseThrow();
        market.node("n2", 4000, 8192);
        market.node("n3", 4000, 8192);
        ReservationId inTheWay = reserved.block(4, from, from.plusSeconds(1)).orElseThrow();
        assertThat(node(inTheWay)).isEqualTo("n2");
        move();
        assertThat(node(first)).isEqualTo("n1");

        market.send(new WithdrawOffer("n1"));
        for (int i = 0; i < 2; i++) {
            move();
            assertThat(node(first)).isEqualTo("n3");
        }
        assertThat(market.count("offer where node = 'n3' and pins = 1")).isOne();
        assertThat(stranded()).isZero();

        BidId bid = placed(first);
        assertThat(market.count("allocation where node = 'n3' and bid_id = '" + bid + "'")).isOne();
    }

    @Test
    void whatNoOtherNodeHoldsStaysAndIsTriedAgain() {
        market.node("n1", 4000, 8192);
        ReservationId id = reserved.block(3, from, to).orElseThrow();
        market.node("n2", 2000, 4096);
        cordon("n1");
        move();
        assertThat(node(id)).isEqualTo("n1");
        assertThat(stranded()).isEqualTo(1);
        market.node("n1", 4000, 8192);
        move();
        assertThat(node(id)).isEqualTo("n1");
        assertThat(stranded()).isZero();
        cordon("n1");
        market.node("n3", 4000, 8192);
        move();
        assertThat(node(id)).isEqualTo("n3");
    }

    @Test
    void manyThatNoOtherNodeHoldsHoldUpNobody() {
        market.node("n1", 4000, 8192);
        int many = 101;
        for (int i = 0; i < many; i++) {
            Instant start = from.plusSeconds(i);
            assertThat(reserved.block(3, start, start.plusSeconds(1))).isPresent();
        }
        ReservationId small = reserved.block(1, to, to.plusSeconds(1)).orElseThrow();
        market.node("n2", 2000, 4096);
        cordon("n1");
        move();
        assertThat(node(small)).isEqualTo("n2");
        assertThat(stranded()).isEqualTo(many);
    }

    @Test
    void onlyWhatIsLeftOfItsTimeHasToFit() {
        ReservationId id = onTheFirstOfTwo();
        assertThat(reserved.block(4, from, from.plusSeconds(60))).isPresent();
        market.send(new WithdrawOffer("n1"));
        market.at(from.plusSeconds(59));
        move();
        assertThat(node(id)).isEqualTo("n1");
        market.at(from.plusSeconds(60));
        move();
        assertThat(node(id)).isEqualTo("n2");
    }

    @Test
    void aBlockWhoseWorkRunsOnStaysWithIt() {
        ReservationId id = onTheFirstOfTwo();
        Arena arena = new Arena(market);
        arena.start(placed(id));
        cordon("n1");
        move();
        assertThat(node(id)).isEqualTo("n1");
        assertThat(stranded()).isZero();
    }

    @Test
    void whatIsOverStaysAsItWas() {
        ReservationId id = onTheFirstOfTwo();
        market.send(new WithdrawOffer("n1"));
        market.at(to);
        move();
        assertThat(node(id)).isEqualTo("n1");
    }
}
