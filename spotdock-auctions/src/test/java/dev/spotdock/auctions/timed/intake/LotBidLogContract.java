package dev.spotdock.auctions.timed.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.timed.intake.LotBidAnswer.Accepted;
import dev.spotdock.auctions.timed.intake.LotBidAnswer.Closed;
import dev.spotdock.auctions.timed.intake.LotBidAnswer.DepositNeeded;
import dev.spotdock.auctions.timed.intake.LotBidAnswer.Refused;
import dev.spotdock.auctions.timed.intake.LotBidLog.Closing;
import dev.spotdock.auctions.timed.intake.LotBidLog.Confirmation;
import dev.spotdock.auctions.timed.intake.LotBidLog.Drained;
import dev.spotdock.auctions.timed.intake.LotBidLog.How;
import dev.spotdock.auctions.timed.winner.RandomBids;
import dev.spotdock.auctions.timed.winner.WinnerCase;
import dev.spotdock.auctions.timed.winner.WinnerDetermination;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.Step;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every log of bids does. */
interface LotBidLogContract {

    int SEQUENCES = 100 * Integer.getInteger("spotdock.test.effort", 1);
    long SEED = 20261123;
    long CEILING = 1000;

    LotBidLog log();

    private LotId opened(LotOpening opening) {
        return opened(opening, CEILING);
    }

    private LotId opened(LotOpening opening, long ceiling) {
        LotSnapshot lot = LotSnapshot.unbid(opening, 0, ceiling);
        assertThat(log().open(log().run(), lot)).isTrue();
        return opening.lotId();
    }

    private Accepted accepted(LotBidCall bid) {
        LotBidAnswer answer = log().bid(bid);
        assertThat(answer).isInstanceOf(Accepted.class);
        return (Accepted) answer;
    }

    @Test
    default void theLogDecidesAsTheTableSays() {
        for (WinnerCase expected : WinnerCase.all()) {
            agrees(new RandomBids(expected.terms(), expected.bids()), expected.name());
        }
    }

    @Test
    default void theLogAgreesWithTheFold() {
        Random random = new Random(SEED);
        for (int i = 0; i < SEQUENCES; i++) {
            RandomBids bids = RandomBids.of(random);
            agrees(bids, "sequence %d: %s".formatted(i, bids));
        }
    }

    private void agrees(RandomBids lot, String what) {
        LotId id = opened(TestLots.opening(lot.terms(), Duration.ofHours(1)));
        List<Step> steps = WinnerDetermination.steps(lot.terms(), lot.bids());
        for (Step step : steps) {
            AccountId bidder = step.bid().bidder();
            Accepted answer =
                    accepted(TestLots.bid(id, bidder, step.bid().amount(), step.bid().maximum()));
            AccountId leader = step.after().leader();
            assertThat(answer.sequence()).as(what).isEqualTo(step.bid().sequence());
            assertThat(answer.leading()).as(what).isEqualTo(bidder.equals(leader));
            assertThat(answer.price())
                    .as(what)
                    .isEqualTo(leader == null ? null : step.after().price());
        }
        List<StoredLotBid> stored = log().read(id, 0, 1000);
        assertThat(stored).as(what).map(StoredLotBid::entry).isEqualTo(lot.bids());
        assertThat(stored)
                .as(what)
                .map(StoredLotBid::counted)
                .isEqualTo(steps.stream().map(Step::counted).toList());
        log().clear(id);
    }

    @Test
    default void numbersAreGaplessWhoeverBidsAtOnce() throws Exception {
        LotId lot = opened(TestLots.opening());
        List<Callable<Long>> bids = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            AccountId bidder = TestLots.bidder(i % 7);
            long amount = 100L + i;
            bids.add(() -> accepted(TestLots.bid(lot, bidder, amount)).sequence());
        }
        List<Long> numbers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Long> number : threads.invokeAll(bids)) {
                numbers.add(number.get());
            }
        }
        assertThat(numbers)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 400).boxed().toList());
        assertThat(log().read(lot, 0, 1000))
                .map(StoredLotBid::sequence)
                .isEqualTo(LongStream.rangeClosed(1, 400).boxed().toList());
    }

    @Test
    default void aliasesAreInTheOrderOfTheFirstBid() {
        LotId lot = opened(TestLots.opening());
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(7), 1)).bidderNumber()).isEqualTo(1);
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(5), 100)).bidderNumber())
                .isEqualTo(2);
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(7), 200)).bidderNumber())
                .isEqualTo(1);
        assertThat(log().read(lot, 0, 10))
                .map(StoredLotBid::leaderAfter)
                .containsExactly(null, 2, 1);
    }

    @Test
    default void aLotThatEndedTakesNoBid() {
        LotOpening opening = TestLots.opening(TestLots.TERMS, Duration.ofMillis(-1));
        LotId lot = opened(opening);
        assertThat(log().bid(TestLots.bid(lot, TestLots.bidder(1), 100)))
                .isEqualTo(new Closed(opening.endsAt()));
        assertThat(log().close(lot, How.DUE)).isEqualTo(new Closing.Closed(0, opening.endsAt()));
    }

    @Test
    default void noNumberIsHandedOutAfterTheClose() {
        LotOpening opening = TestLots.opening();
        LotId lot = opened(opening);
        accepted(TestLots.bid(lot, TestLots.bidder(1), 100));
        assertThat(log().close(lot, How.DUE)).isEqualTo(new Closing.Open(opening.endsAt()));
        assertThat(log().close(lot, How.UNBID)).isEqualTo(new Closing.Open(opening.endsAt()));
        Closing.Closed closed = new Closing.Closed(1, opening.endsAt());
        assertThat(log().close(lot, How.EARLY)).isEqualTo(closed);
        assertThat(log().bid(TestLots.bid(lot, TestLots.bidder(2), 200)))
                .isEqualTo(new Closed(null));
        assertThat(log().close(lot, How.DUE)).isEqualTo(closed);
        assertThat(log().open(log().run(), LotSnapshot.unbid(opening, 0, CEILING))).isTrue();
        assertThat(log().close(lot, How.DUE)).isEqualTo(closed);
    }

    @Test
    default void aLotWithoutBidsCanBeWithdrawn() {
        LotOpening opening = TestLots.opening();
        LotId lot = opened(opening);
        assertThat(log().close(lot, How.UNBID)).isEqualTo(new Closing.Closed(0, opening.endsAt()));
        assertThat(log().bid(TestLots.bid(lot, TestLots.bidder(2), 200)))
                .isEqualTo(new Closed(null));
    }

    @Test
    default void theSameKeyGetsTheSameAnswerAndNoOtherContent() {
        LotId lot = opened(TestLots.opening());
        LotBidCall bid = TestLots.bid(lot, TestLots.bidder(1), 100, 150);
        Accepted first = accepted(TestLots.keyed(bid, "a|b\nc"));
        accepted(TestLots.bid(lot, TestLots.bidder(2), 300));
        log().close(lot, How.EARLY);
        Accepted again = accepted(TestLots.keyed(bid, "a|b\nc"));
        assertThat(again)
                .isEqualTo(
                        new Accepted(
                                first.id(), 1, 1, true, 100L, first.endsAt(), first.at(), true));
        LotBidCall other = TestLots.bid(lot, TestLots.bidder(1), 100, 151);
        assertThat(log().bid(TestLots.keyed(other, "a|b\nc"))).isEqualTo(Refused.KEY_REUSED);
        LotBidCall others = TestLots.bid(lot, TestLots.bidder(3), 100, 151);
        assertThat(log().bid(TestLots.keyed(others, "a|b\nc"))).isEqualTo(new Closed(null));
        log().clear(lot);
        assertThat(accepted(TestLots.keyed(bid, "a|b\nc"))).isEqualTo(again);
    }

    @Test
    default void sellersBarredBiddersAndUnknownLotsAreRefused() {
        LotId lot = opened(TestLots.opening());
        assertThat(log().bid(TestLots.bid(lot, TestLots.SELLER, 100))).isEqualTo(Refused.OWN_LOT);
        assertThat(
                        log().bid(
                                        new LotBidCall(
                                                lot,
                                                TestLots.id(),
                                                TestLots.bidder(1),
                                                new LotBidCall.Offer(100, 100),
                                                null,
                                                true,
                                                false)))
                .isEqualTo(Refused.BARRED);
        assertThat(log().bid(TestLots.bid(TestLots.lot(), TestLots.bidder(1), 100)))
                .isEqualTo(Refused.UNKNOWN);
        assertThat(log().close(TestLots.lot(), How.DUE)).isEqualTo(new Closing.Unknown());
        assertThat(log().state(lot).orElseThrow().bids()).isZero();
        assertThat(log().state(TestLots.lot())).isEmpty();
    }

    @Test
    default void aDepositIsAskedForOnce() {
        LotOpening opening = TestLots.with(TestLots.opening(), Money.ofMicros(70));
        LotId lot = opened(opening);
        LotBidCall bid = TestLots.bid(lot, TestLots.bidder(1), 100);
        assertThat(log().bid(bid))
                .isEqualTo(new DepositNeeded(opening.auctionId(), Money.ofMicros(70)));
        accepted(bid.withDeposit());
        accepted(TestLots.bid(lot, TestLots.bidder(1), 200));
        assertThat(log().bid(TestLots.bid(lot, TestLots.bidder(2), 300)))
                .isInstanceOf(DepositNeeded.class);
    }

    @Test
    default void buyingClosesTheLotAndIsTheFirstValidBid() {
        LotOpening opening = TestLots.opening(TestLots.BUYABLE, Duration.ofHours(1));
        LotId lot = opened(opening);
        accepted(TestLots.bid(lot, TestLots.bidder(1), 99));
        Accepted bought = accepted(TestLots.purchase(lot, TestLots.bidder(2)));
        assertThat(bought.leading()).isTrue();
        assertThat(bought.price()).isEqualTo(500);
        assertThat(log().bid(TestLots.bid(lot, TestLots.bidder(3), 900)))
                .isEqualTo(new Closed(null));
        assertThat(log().close(lot, How.DUE)).isEqualTo(new Closing.Closed(2, opening.endsAt()));
        assertThat(log().read(lot, 1, 10)).map(StoredLotBid::bought).containsExactly(true);
    }

    @Test
    default void nobodyBuysAfterAValidBidOrWithoutAPrice() {
        LotId lot = opened(TestLots.opening(TestLots.BUYABLE, Duration.ofHours(1)));
        accepted(TestLots.bid(lot, TestLots.bidder(1), 100));
        assertThat(log().bid(TestLots.purchase(lot, TestLots.bidder(2))))
                .isEqualTo(Refused.BID_BEFORE);
        LotId unbuyable = opened(TestLots.opening());
        assertThat(log().bid(TestLots.purchase(unbuyable, TestLots.bidder(2))))
                .isEqualTo(Refused.NO_BUY_NOW);
    }

    @Test
    default void aLateBidExtendsTheEndAsOftenAsAllowed() {
        Duration window = Duration.ofHours(2);
        LotOpening opening =
                TestLots.with(
                        TestLots.opening(), new AntiSniping(window, Duration.ofMinutes(30), 2));
        LotId lot = opened(opening);
        Instant ends = opening.endsAt();
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(1), 99)).endsAt())
                .as("a bid that does not count")
                .isEqualTo(ends);
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(1), 100, 200)).endsAt())
                .as("a new leader")
                .isEqualTo(ends.plus(Duration.ofMinutes(30)));
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(1), 100, 300)).endsAt())
                .as("neither leader nor price change")
                .isEqualTo(ends.plus(Duration.ofMinutes(30)));
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(2), 150)).endsAt())
                .as("a new price")
                .isEqualTo(ends.plus(Duration.ofMinutes(60)));
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(2), 250)).endsAt())
                .as("not a third time")
                .isEqualTo(ends.plus(Duration.ofMinutes(60)));
    }

    @Test
    default void anEarlyBidExtendsNothing() {
        LotOpening opening =
                TestLots.with(
                        TestLots.opening(),
                        new AntiSniping(Duration.ofMinutes(50), Duration.ofMinutes(30), 2));
        LotId lot = opened(opening);
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(1), 100)).endsAt())
                .isEqualTo(opening.endsAt());
    }

    @Test
    default void asManyBidsWaitAsMay() {
        LotId lot = opened(TestLots.opening(), 3);
        for (int i = 1; i <= 3; i++) {
            accepted(TestLots.bid(lot, TestLots.bidder(i), 100));
        }
        assertThat(log().bid(TestLots.bid(lot, TestLots.bidder(4), 100))).isEqualTo(Refused.FULL);
        assertThat(log().trim(List.of(new Drained(lot, 2, 5)))).isEqualTo(Map.of(lot, 3L));
        assertThat(log().read(lot, 0, 10)).map(StoredLotBid::sequence).containsExactly(3L);
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(4), 100)).sequence()).isEqualTo(4);
        assertThat(log().trim(List.of(new Drained(lot, 4, 1)))).isEqualTo(Map.of(lot, 4L));
        assertThat(accepted(TestLots.bid(lot, TestLots.bidder(4), 100)).sequence()).isEqualTo(5);
        assertThat(log().bid(TestLots.bid(lot, TestLots.bidder(4), 100))).isEqualTo(Refused.FULL);
    }

    @Test
    default void manyLotsAreReadAndTrimmedTogether() {
        LotId one = opened(TestLots.opening());
        LotId other = opened(TestLots.opening());
        LotId empty = opened(TestLots.opening());
        LotId unknown = TestLots.lot();
        for (int i = 1; i <= 3; i++) {
            accepted(TestLots.bid(one, TestLots.bidder(i), 100));
            accepted(TestLots.bid(other, TestLots.bidder(i), 100));
        }
        List<LotId> all = List.of(empty, other, unknown, one);
        assertThat(log().undrained(all)).containsExactly(other, one);
        assertThat(log().read(all, 2)).containsOnlyKeys(one, other);
        assertThat(log().read(all, 2).get(other)).isEqualTo(log().read(other, 0, 2));
        List<Drained> drained = List.of(new Drained(other, 3, 5), new Drained(unknown, 1, 1));
        assertThat(log().trim(drained)).isEqualTo(Map.of(other, 3L));
        assertThat(log().undrained(all)).containsExactly(one);
        assertThat(log().read(one, 0, 10)).hasSize(3);
        assertThat(log().trim(List.of())).isEmpty();
        assertThat(log().undrained(List.of())).isEmpty();
    }

    @Test
    default void aLotIsConfirmedUnlessMoreIsKnown() {
        LotId lot = opened(TestLots.opening());
        String run = log().run();
        accepted(TestLots.bid(lot, TestLots.bidder(1), 100));
        OptionalLong none = OptionalLong.empty();
        assertThat(log().confirm(lot, run, 1, none)).isEqualTo(Confirmation.CONFIRMED);
        assertThat(log().confirm(lot, run, 2, none)).isEqualTo(Confirmation.BEHIND);
        assertThat(log().confirm(lot, "another", 1, none)).isEqualTo(Confirmation.STALE);
        assertThat(log().confirm(lot, run, 1, OptionalLong.of(1))).isEqualTo(Confirmation.BEHIND);
        log().close(lot, How.EARLY);
        assertThat(log().confirm(lot, run, 1, OptionalLong.of(1)))
                .isEqualTo(Confirmation.CONFIRMED);
        assertThat(log().confirm(TestLots.lot(), run, 0, none)).isEqualTo(Confirmation.BEHIND);
        LotSnapshot other = LotSnapshot.unbid(TestLots.opening(), 0, CEILING);
        assertThat(log().open("another", other)).isFalse();
    }

    @Test
    default void theStateIsThatAfterTheLastBid() {
        LotOpening opening = TestLots.opening();
        LotId lot = opened(opening);
        accepted(TestLots.bid(lot, TestLots.bidder(1), 100, 300));
        accepted(TestLots.bid(lot, TestLots.bidder(2), 200));
        assertThat(Objects.requireNonNull(log().state(lot).orElse(null)))
                .isEqualTo(
                        new LotState(true, 2, Money.ofMicros(210), "bidder-1", opening.endsAt()));
    }
}
