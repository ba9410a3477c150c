package dev.spotdock.auctions.bid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AllocationEnd;
import dev.spotdock.auctions.BidCompleted;
import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidExpired;
import dev.spotdock.auctions.BidMatched;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.BidStopRequested;
import dev.spotdock.auctions.EvictionNoticed;
import dev.spotdock.auctions.FindBid;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.RepriceBid;
import dev.spotdock.auctions.races.Arena;
import dev.spotdock.auctions.reservation.ReservedCapacity;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservedBidsTests {

    private final Market market = Market.fresh();
    private final Arena arena = new Arena(market);
    private final ReservedCapacity reserved = new ReservedCapacity(market);
    private final Instant from = market.now().plusSeconds(600);
    private final Instant to = from.plusSeconds(100);

    private ReservationId block(long slots) {
        return reserved.block(slots, from, to).orElseThrow();
    }

    private BidDetails details(BidId bid) {
        return market.bean(BidQueries.class)
                .handle(new FindBid(bid, ReservedCapacity.WINNER))
                .orElseThrow();
    }

    private void loops() {
        for (String loop :
                List.of(
                        "reservation-windows",
                        "allocation-deadlines",
                        "bid-expiry",
                        "reserved-bids",
                        "matching")) {
            market.run(loop);
        }
    }

    private void at(Instant instant) {
        market.at(instant);
        loops();
    }

    @Test
    void itWaitsForItsTimeAndEndsWithItAndCostsNothing() {
        market.node("n1", 4000, 8192);
        ReservationId id = block(3);
        market.run("matching");
        BidId bid = reserved.bid(id, 2);
        assertThat(details(bid))
                .satisfies(waiting -> {
                    assertThat(waiting.reason().code()).isEqualTo(ReasonCode.AWAITING_CAPACITY);
                    assertThat(waiting.reason().next()).isEqualTo(from);
                    assertThat(waiting.expiresAt()).isEqualTo(to);
                    assertThat(waiting.reservationId()).isEqualTo(id);
                    assertThat(waiting.maxPrice().microsPerHour()).isZero();
                });
        market.project();
        assertThat(market.levels("default")).as("before the market has looked").isEmpty();
        at(from.minusMillis(1));
        assertThat(details(bid).status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(market.levels("default")).isEmpty();
        at(from);
        BidMatched match = market.events().of(BidMatched.class).getLast();
        assertThat(match.node()).isEqualTo("n1");
        assertThat(match.ratePerHourMicros()).isZero();
        assertThat(match.reservationId()).isEqualTo(id);
        arena.start(bid);
        assertThat(details(bid).stopsAt())
                .isEqualTo(new BidDetails.StopsAt(to, ReasonCode.RESERVATION));
        at(to.minusMillis(1));
        assertThat(market.events().of(BidStopRequested.class)).isEmpty();
        at(to);
        assertThat(market.events().of(BidStopRequested.class))
                .singleElement()
                .satisfies(stop -> assertThat(stop.reason()).isEqualTo(ReasonCode.RESERVATION));
        arena.end(bid, AllocationEnd.STOPPED);
        assertThat(market.events().of(BidCompleted.class))
                .singleElement()
                .satisfies(end -> assertThat(end.reason()).isEqualTo(ReasonCode.RESERVATION));
        assertThat(market.funding().holds).isEmpty();
        market.noNodeIsExceeded();
    }

    @Test
    void oneThatHasNotStartedAtTheEndIsStoppedTooAndOneThatWaitsExpires() {
        market.node("n1", 4000, 8192);
        ReservationId id = block(4);
        BidId slow = reserved.bid(id, 2);
        at(from);
        market.node("n1", 1000, 2048);
        BidId late = reserved.bid(id, 2);
        at(to.minusSeconds(1));
        assertThat(details(late).status()).isEqualTo(BidStatus.SUBMITTED);
        at(to);
        assertThat(arena.stops(slow)).containsExactly(ReasonCode.RESERVATION);
        assertThat(market.events().of(BidExpired.class))
                .singleElement()
                .satisfies(end -> assertThat(end.bidId()).isEqualTo(late));
    }

    @Test
    void bidsShareABlockAsFarAsItGoes() {
        market.node("n1", 4000, 8192);
        ReservationId id = block(3);
        BidId first = reserved.bid(id, 2);
        assertThat(reserved.submit(id, 2))
                .isEqualTo(
                        Outcome.refused(
                                new BidRejection.ReservationFull(ReservedCapacity.slots(1))));
        reserved.bid(id, 1);
        at(from);
        assertThat(market.events().of(BidMatched.class)).hasSize(2);
        arena.start(first);
        arena.end(first, AllocationEnd.EXITED);
        reserved.bid(id, 2);
        loops();
        assertThat(market.events().of(BidMatched.class)).hasSize(3);
        market.noNodeIsExceeded();
    }

    @Test
    void othersReservationsAndPastOnesAreRefused() {
        market.node("n1", 4000, 8192);
        ReservationId id = block(3);
        assertThat(market.send(reserved.command(Market.OWNER, id, 1)))
                .isEqualTo(Outcome.refused(new BidRejection.UnknownReservation()));
        assertThat(reserved.submit(new ReservationId(market.id()), 1))
                .isEqualTo(Outcome.refused(new BidRejection.UnknownReservation()));
        market.at(to);
        assertThat(reserved.submit(id, 1))
                .isEqualTo(Outcome.refused(new BidRejection.ReservationOver(to)));
        assertThat(market.count("bid")).isZero();
    }

    @Test
    void itHasNoPriceToChange() {
        market.node("n1", 4000, 8192);
        BidId bid = reserved.bid(block(3), 1);
        assertThat(
                        market.send(
                                new RepriceBid(
                                        bid,
                                        ReservedCapacity.WINNER,
                                        new Price(1_000_000, Per.HOUR),
                                        null,
                                        market.now())))
                .isEqualTo(Outcome.refused(new BidRejection.Reserved()));
    }

    @Test
    void itIsNotOutbidAndComesBackWhenItsNodeIsLost() {
        market.node("n1", 4000, 8192);
        ReservationId id = block(4);
        BidId bid = reserved.bid(id, 4);
        at(from);
        arena.start(bid);
        market.pass(Duration.ofSeconds(61));
        BidId dear = arena.bid(9_000_000);
        loops();
        assertThat(market.events().of(EvictionNoticed.class)).isEmpty();
        arena.end(bid, AllocationEnd.NODE_LOST);
        assertThat(details(bid).status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(details(bid).expiresAt()).isEqualTo(to);
        loops();
        assertThat(details(bid).status()).isEqualTo(BidStatus.MATCHED);
        assertThat(arena.row(dear).status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(market.funding().holds.keySet()).containsExactly(dear);
    }

    @Test
    void spotWorkUsesPinnedCapacityUntilItMustGoAndIsNoticedInTime() {
        market.node("n1", 4000, 8192);
        BidId cheap = arena.bid(900_000);
        BidId dear = arena.bid(1_000_000);
        loops();
        arena.start(cheap);
        arena.start(dear);
        ReservationId id = block(3);
        BidId bid = reserved.bid(id, 3);
        // Notice 30 s, stop 10 s, margin 5 s.
        at(from.minusMillis(45_001));
        assertThat(market.events().of(EvictionNoticed.class)).isEmpty();
        at(from.minusMillis(45_000));
        assertThat(market.events().of(EvictionNoticed.class))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.bidId()).isEqualTo(cheap);
                    assertThat(notice.reason()).isEqualTo(ReasonCode.RESERVATION);
                    assertThat(notice.deadline()).isEqualTo(from.minusSeconds(10));
                });
        at(from.minusSeconds(10));
        assertThat(arena.stops(cheap)).containsExactly(ReasonCode.RESERVATION);
        arena.end(cheap, AllocationEnd.STOPPED);
        assertThat(arena.row(cheap).status()).isEqualTo(BidStatus.SUBMITTED);
        at(from);
        assertThat(details(bid).status()).isEqualTo(BidStatus.MATCHED);
        assertThat(arena.row(cheap).status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(arena.row(dear).status()).isEqualTo(BidStatus.RUNNING);
        market.noNodeIsExceeded();
    }

    /** Minimum run 60 s, notice 30 s, stop 10 s, margin 5 s: 105 s before, and not later. */
    @Test
    void spotWorkIsPlacedOnPinnedCapacityOnlyIfItCanBeGone() {
        market.node("n1", 4000, 8192);
        block(4);
        BidId patient =
                market.accepted(form ->
                                form.guarantees(Duration.ofSeconds(90), null).perHour(5_000_000))
                        .bidId();
        market.at(from.minusMillis(105_000));
        BidId usual = arena.bid();
        loops();
        assertThat(arena.row(usual).status()).isEqualTo(BidStatus.MATCHED);
        assertThat(arena.row(patient).status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(arena.row(patient).reason()).isEqualTo(ReasonCode.RESERVATION);
        market.at(from.minusMillis(104_999));
        BidId late = arena.bid();
        loops();
        assertThat(arena.row(late).status()).isEqualTo(BidStatus.SUBMITTED);
        assertThat(arena.row(late).reason()).isEqualTo(ReasonCode.RESERVATION);
    }
}
