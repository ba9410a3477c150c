package dev.spotdock.auctions.timed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.ListLotLosses;
import dev.spotdock.auctions.ListLotLosses.LotLoss;
import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.auctions.timed.winner.LotBidEntry;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Redis starts anew, with all its data or with older ones. */
class LotGuardTests {

    private static final long LIMIT = 1000;

    private final Market shared = Market.fresh();
    private final RestartableRedis redis = RestartableRedis.start();
    private final Market market = market();
    private final LotBids bids = market.bean(LotBids.class);
    private final LotOpening opening = TestLots.opening();
    private final LotId lot = opening.lotId();

    private Market market() {
        return Market.start(
                "spring.data.redis.port=" + redis.port(),
                "spring.data.redis.timeout=1s",
                "spotdock.auctions.lots.undrained-limit=" + LIMIT);
    }

    @AfterEach
    void stop() {
        market.close();
        redis.close();
        assertThat(shared.now()).isNotNull();
    }

    private Outcome<LotBidAccepted, LotBidRejection> place(long amount, @Nullable String key) {
        return place(market, amount, key);
    }

    private Outcome<LotBidAccepted, LotBidRejection> place(
            Market where, long amount, @Nullable String key) {
        return where.bean(LotBidding.class)
                .place(
                        new PlaceLotBid(
                                lot,
                                TestLots.bidder(Math.toIntExact(amount % 3)),
                                Money.ofMicros(amount),
                                null,
                                key));
    }

    private LotBidAccepted accepted(long amount) {
        return value(place(amount, null));
    }

    private static LotBidAccepted value(Outcome<LotBidAccepted, LotBidRejection> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<LotBidAccepted, LotBidRejection>) outcome).value();
    }

    private void refusedForNow() {
        assertThat(place(999_999, null))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused ->
                                assertThat(refused.rejection())
                                        .isInstanceOf(LotBidRejection.Unavailable.class));
    }

    /** Opens the lot and takes as many bids, of which the first are in PostgreSQL. */
    private void bids(int stored, int all) {
        guard();
        market.bean(LotIntake.class).open(opening);
        for (int i = 1; i <= all; i++) {
            accepted(100L + i * 10L);
            if (i == stored) {
                market.runOnly("lot-drain");
            }
        }
        assertThat(bids.drainedTo(lot)).isEqualTo(stored);
    }

    private void reconnected(Market where) {
        LotBidLog log = where.bean(LotBidLog.class);
        Awaitility.await("the client is back")
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(() -> !log.run().isEmpty());
    }

    private void restartWith(Path data) {
        redis.restartWith(data);
        reconnected(market);
    }

    private void guard() {
        market.runOnly("lot-guard");
    }

    private List<LotLoss> losses() {
        return market.bean(LotBidQueries.class).handle(new ListLotLosses(null, 10));
    }

    private List<Long> stored() {
        return bids.all(lot).stream().map(LotBidEntry::sequence).toList();
    }

    @Test
    void aRedisThatStartsWithAllItsDataGoesOn() {
        bids(2, 4);
        redis.restart();
        reconnected(market);
        refusedForNow();
        guard();
        assertThat(accepted(500).sequence()).isEqualTo(5);
        market.runOnly("lot-drain");
        assertThat(stored()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(losses()).isEmpty();
    }

    @Test
    void anOlderRedisHandsOutNoNumberTwiceAndWhatItLostIsReported() {
        bids(3, 3);
        Path older = redis.copy();
        LotBidAccepted keyed = value(place(200, "key"));
        accepted(210);
        market.runOnly("lot-drain");
        accepted(220);
        accepted(230);
        restartWith(older);
        refusedForNow();
        guard();
        assertThat(losses())
                .containsExactly(new LotLoss(lot, 6, LIMIT + 5, 7L, true, market.now()));
        LotBidAccepted next = accepted(215);
        assertThat(next.sequence()).isEqualTo(LIMIT + 6);
        assertThat(next.isCurrentlyHighest()).as("210 is the price: 215 is no step").isFalse();
        assertThat(next.currentHighest()).isEqualTo(Money.ofMicros(210));
        LotBidAccepted again = value(place(200, "key"));
        assertThat(again.sequence()).isEqualTo(keyed.sequence());
        assertThat(again.id()).isEqualTo(keyed.id());
        assertThat(again.replayed()).isTrue();
        market.runOnly("lot-drain");
        assertThat(stored()).containsExactly(1L, 2L, 3L, 4L, 5L, LIMIT + 6);
        assertThat(market.bean(LotIntake.class).close(lot, true))
                .isEqualTo(new LotClosing.Sealed(LIMIT + 6, opening.endsAt(), true));
    }

    @Test
    void whatAnOlderRedisStillHasIsStored() {
        bids(2, 4);
        Path older = redis.copy();
        accepted(300);
        restartWith(older);
        guard();
        assertThat(stored()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(losses())
                .containsExactly(new LotLoss(lot, 5, LIMIT + 4, 5L, true, market.now()));
        assertThat(accepted(400).sequence()).isEqualTo(LIMIT + 5);
    }

    @Test
    void aRedisThatLostEverythingStoredLosesNothing() {
        bids(3, 3);
        market.flushRedis();
        refusedForNow();
        guard();
        refusedForNow();
        market.pass(Duration.ofSeconds(2));
        guard();
        LotBidAccepted next = accepted(500);
        assertThat(next.sequence()).isEqualTo(LIMIT + 4);
        assertThat(next.alias()).isEqualTo("bidder-1");
        assertThat(losses())
                .containsExactly(new LotLoss(lot, 4, LIMIT + 3, null, false, market.now()));
        assertThat(market.bean(LotIntake.class).close(lot, true))
                .isEqualTo(new LotClosing.Sealed(LIMIT + 4, opening.endsAt(), false));
    }

    @Test
    void whatWasAcknowledgedBeforeRedisLostEverythingIsReported() {
        bids(3, 5);
        market.flushRedis();
        refusedForNow();
        guard();
        market.pass(Duration.ofSeconds(2));
        guard();
        assertThat(losses())
                .containsExactly(new LotLoss(lot, 4, LIMIT + 3, 5L, true, market.now()));
    }

    @Test
    void whatAnotherInstanceAcknowledgedIsAskedFor() {
        bids(3, 3);
        try (Market other = market()) {
            other.runOnly("lot-guard");
            Path older = redis.copy();
            value(place(other, 300, null));
            restartWith(older);
            reconnected(other);
            guard();
            refusedForNow();
            other.runOnly("lot-guard");
            guard();
            assertThat(losses())
                    .containsExactly(new LotLoss(lot, 4, LIMIT + 3, 4L, true, market.now()));
        }
    }

    private void anInstanceDied() {
        market.jdbc()
                .sql("insert into auctions.lot_instance values (?, clock_timestamp(), 'former')")
                .param(TestLots.id())
                .update();
    }

    /** Nobody knows what it had acknowledged: that may be among what is lost. */
    @Test
    void whatAnInstanceThatDiedMayHaveAcknowledgedIsSettledByHand() {
        bids(1, 1);
        Path older = redis.copy();
        accepted(300);
        market.runOnly("lot-drain");
        anInstanceDied();
        restartWith(older);
        guard();
        refusedForNow();
        market.pass(Duration.ofSeconds(2));
        guard();
        assertThat(losses())
                .containsExactly(new LotLoss(lot, 3, LIMIT + 2, null, true, market.now()));
    }

    @Test
    void anInstanceThatDiedIsNotWaitedForLong() {
        bids(3, 3);
        anInstanceDied();
        Path now = redis.copy();
        restartWith(now);
        guard();
        refusedForNow();
        market.pass(Duration.ofSeconds(2));
        guard();
        assertThat(accepted(500).sequence()).isEqualTo(4);
        assertThat(losses()).isEmpty();
    }

    @Test
    void aClosedLotThatLostItsLastBidsIsSettledByHand() {
        bids(2, 2);
        Path older = redis.copy();
        accepted(300);
        LotIntake intake = market.bean(LotIntake.class);
        assertThat(intake.close(lot, true))
                .isEqualTo(new LotClosing.Sealed(3, opening.endsAt(), false));
        restartWith(older);
        guard();
        assertThat(intake.close(lot, false))
                .isEqualTo(new LotClosing.Sealed(3, opening.endsAt(), true));
        assertThat(losses()).containsExactly(new LotLoss(lot, 3, 3, 3L, true, market.now()));
        intake.forget(lot);
        refusedAsClosed();
    }

    @Test
    void aLotThatWasClosedStaysSoInANewRedis() {
        bids(2, 2);
        market.bean(LotIntake.class).close(lot, true);
        restartWith(redis.copy());
        refusedAsClosed();
        guard();
        refusedAsClosed();
    }

    private void refusedAsClosed() {
        assertThat(place(900, null))
                .isEqualTo(Outcome.refused(new LotBidRejection.Closed(lot, opening.endsAt())));
    }

    @Test
    void aLotThatWasBoughtStaysClosedInANewRedis() {
        guard();
        LotOpening buyable = TestLots.opening(TestLots.BUYABLE, Duration.ofHours(1));
        LotIntake intake = market.bean(LotIntake.class);
        intake.open(buyable);
        assertThat(intake.buyNow(buyable.lotId(), TestLots.bidder(1), null))
                .isInstanceOf(Outcome.Done.class);
        market.runOnly("lot-drain");
        market.flushRedis();
        assertThat(intake.close(buyable.lotId(), false)).isEqualTo(new LotClosing.Unavailable());
        guard();
        market.pass(Duration.ofSeconds(2));
        guard();
        assertThat(intake.buyNow(buyable.lotId(), TestLots.bidder(2), null))
                .isEqualTo(Outcome.refused(new LotBidRejection.Closed(buyable.lotId(), null)));
    }
}
