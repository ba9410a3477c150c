package dev.spotdock.auctions.timed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.AuctionClosed;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionEvent;
import dev.spotdock.auctions.AuctionOpened;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.LotAwarded;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotEvent;
import dev.spotdock.auctions.LotSold;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.LotUnsold;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.timed.intake.LotBids;
import dev.spotdock.auctions.timed.intake.LotIntake;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two instances on one PostgreSQL and one Redis, and what is left of one that died. */
class TwoClocksTests {

    private static final int ROUNDS = 3 * Integer.getInteger("spotdock.test.effort", 1);
    private static final int AUCTIONS = 5;
    private static final int LOTS = 4;

    private final Saleroom one = Saleroom.fresh();
    private final Market second = Market.start();
    private final Saleroom two = new Saleroom(second);

    @AfterEach
    void stop() {
        second.close();
    }

    private <E> List<E> told(Class<E> type) {
        return Stream.of(one, two).flatMap(room -> room.market.events().of(type).stream()).toList();
    }

    private void together(List<Callable<Object>> racers) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var racer : threads.invokeAll(racers, 60, TimeUnit.SECONDS)) {
                racer.get();
            }
        }
    }

    private static Callable<Object> ticking(Saleroom room, Instant until) {
        return () -> {
            while (room.keepTime().isBefore(until)) {
                room.tick();
            }
            return true;
        };
    }

    /** Opened by both, bid on until the end, closed by both. */
    @Test
    void openAndCloseEachLotOnceAndSoldToWhomAPlainLookAtTheBidsSays() throws Exception {
        Random random = new Random(20261123);
        for (int round = 0; round < ROUNDS; round++) {
            one.keepTime();
            Map<AuctionId, List<LotId>> auctions = new HashMap<>();
            for (int i = 0; i < AUCTIONS; i++) {
                AuctionDetails auction = one.draft(Duration.ofMillis(900), null);
                List<LotId> lots = new ArrayList<>();
                for (int j = 0; j < LOTS; j++) {
                    lots.add(one.lot(auction));
                }
                one.schedule(auction);
                auctions.put(auction.auctionId(), lots);
            }
            List<LotId> lots = auctions.values().stream().flatMap(List::stream).toList();
            Instant end = one.market.now().plusMillis(1300);
            List<Callable<Object>> racers =
                    new ArrayList<>(List.of(ticking(one, end), ticking(two, end)));
            for (int i = 0; i < 3; i++) {
                Random dice = new Random(random.nextLong());
                int bidder = i + 1;
                racers.add(() -> {
                    while (one.keepTime().isBefore(end)) {
                        LotId lot = lots.get(dice.nextInt(lots.size()));
                        long amount = 90 + dice.nextLong(300);
                        two.tryBid(lot, bidder, amount, amount);
                    }
                    return true;
                });
            }
            together(racers);
            one.until("all closed", () -> auctions.keySet().stream().allMatch(this::isClosed));
            lots.forEach(this::isDecidedOnceAndRight);
            for (AuctionId auction : auctions.keySet()) {
                assertThat(of(AuctionOpened.class, auction)).hasSize(1);
                assertThat(of(AuctionClosed.class, auction)).hasSize(1);
            }
        }
    }

    private boolean isClosed(AuctionId auction) {
        AuctionState state = one.find(auction).state();
        return state == AuctionState.CLOSED || state == AuctionState.SETTLED;
    }

    private <E extends AuctionEvent> List<E> of(Class<E> type, AuctionId auction) {
        return told(type).stream().filter(event -> event.auctionId().equals(auction)).toList();
    }

    private <E extends LotEvent> List<E> of(Class<E> type, LotId lot) {
        return told(type).stream().filter(event -> event.lotId().equals(lot)).toList();
    }

    /** Without maxima the winner is who first bid the most of what was enough at its time. */
    private void isDecidedOnceAndRight(LotId lot) {
        long price = 0;
        long winning = 0;
        for (var bid : one.market.bean(LotBids.class).all(lot)) {
            long required =
                    winning == 0
                            ? Saleroom.money(100).micros()
                            : price + Saleroom.money(10).micros();
            if (bid.amount() >= required) {
                price = bid.amount();
                winning = bid.sequence();
            }
        }
        LotDetails details = one.find(lot);
        assertThat(of(LotSold.class, lot).size() + of(LotUnsold.class, lot).size()).isEqualTo(1);
        assertThat(of(LotAwarded.class, lot)).hasSize(winning == 0 ? 0 : 1);
        if (winning == 0) {
            assertThat(details.state()).isEqualTo(LotState.UNSOLD);
        } else {
            LotDetails.Winner winner = Objects.requireNonNull(details.winner());
            assertThat(winner.sequence()).isEqualTo(winning);
            assertThat(winner.amount()).isEqualTo(Money.ofMicros(price));
        }
    }

    private LotId closing() {
        LotId lot = one.openLot();
        one.bid(lot, 1, 100);
        one.bid(lot, 2, 200);
        one.market.runOnly("lot-drain");
        one.done(new CloseAuction(one.find(lot).auctionId(), Saleroom.BY_OPERATOR, one.keepTime()));
        return lot;
    }

    private void twoFinishes(LotId lot) {
        two.keepTime();
        two.market.at(two.market.now().plusSeconds(6));
        two.clock();
        two.clock();
        assertThat(two.find(lot).winner())
                .isEqualTo(new LotDetails.Winner("bidder-2", 2, Saleroom.money(200)));
        assertThat(of(LotSold.class, lot)).hasSize(1);
        assertThat(of(LotAwarded.class, lot)).hasSize(1);
    }

    @Test
    void aCrashBeforeAnythingIsStoredLeavesItToTheOther() {
        LotId lot = closing();
        new TransactionTemplate(one.market.bean(PlatformTransactionManager.class))
                .executeWithoutResult(transaction -> {
                    one.clock();
                    transaction.setRollbackOnly();
                });
        assertThat(one.find(lot).state()).isEqualTo(LotState.CLOSING);
        assertThat(told(LotSold.class)).isEmpty();
        twoFinishes(lot);
    }

    @Test
    void aCrashAfterRedisHasClosedItLeavesItToTheOther() {
        LotId lot = closing();
        one.market.bean(LotIntake.class).close(lot, true);
        twoFinishes(lot);
    }

    @Test
    void aCrashBetweenTheSealAndTheDecisionLeavesItToTheOther() {
        LotId lot = closing();
        Lots lots = one.market.bean(Lots.class);
        Instant now = one.keepTime();
        one.market.bean(DueLotSteps.class).take(lots.claim(now, now.plusSeconds(5), 10), now);
        assertThat(one.market.count("lot where intake = 'SEALED' and state = 'CLOSING'"))
                .isEqualTo(1);
        assertThat(lots.claim(now, now.plusSeconds(5), 10)).as("taken on, then it dies").hasSize(1);
        two.keepTime();
        two.clock();
        assertThat(told(LotSold.class)).as("left alone while it may live").isEmpty();
        twoFinishes(lot);
    }

    /** What one instance had read before another one was faster changes nothing. */
    @Test
    void aStaleDecisionIsNotStored() {
        LotId lot = closing();
        Lots lots = one.market.bean(Lots.class);
        Instant now = one.keepTime();
        one.market.bean(DueLotSteps.class).take(lots.claim(now, now.plusSeconds(5), 10), now);
        Lot sealed = lots.find(lot).orElseThrow();
        LotChange stale = one.market.bean(Decisions.class).decide(sealed, now);
        twoFinishes(lot);
        one.market.send(new DueLots.ChangeLots(List.of(stale)));
        assertThat(of(LotSold.class, lot)).hasSize(1);
    }
}
