package dev.spotdock.auctions.timed.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.spotdock.auctions.ListLotLosses;
import dev.spotdock.auctions.ListLotLosses.LotLoss;
import dev.spotdock.auctions.LotBidsPlaced;
import dev.spotdock.auctions.LotBidsPlaced.PlacedBid;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.timed.intake.AbandonedDrain.Death;
import dev.spotdock.auctions.timed.intake.AbandonedDrain.Point;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.core.StringRedisTemplate;

class LotDrainTests {

    private final Market market = Market.fresh();
    private final LotIntake intake = market.bean(LotIntake.class);
    private final LotBidLog log = market.bean(LotBidLog.class);
    private final LotBids bids = market.bean(LotBids.class);

    private LotId opened() {
        LotOpening opening = TestLots.opening();
        intake.open(opening);
        return opening.lotId();
    }

    /** Bids that this instance remembers. */
    private void bid(LotId lot, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(log.bid(TestLots.bid(lot, TestLots.bidder(i % 3), 100L + i)))
                    .isInstanceOf(LotBidAnswer.Accepted.class);
            market.bean(UndrainedLots.class).note(lot, 1);
        }
    }

    private List<Long> told(LotId lot) {
        return market.events().of(LotBidsPlaced.class).stream()
                .filter(event -> event.lotId().equals(lot))
                .flatMap(event -> event.bids().stream())
                .map(PlacedBid::sequence)
                .sorted()
                .toList();
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Test
    void bidsAreStoredAndToldOnceAndForgottenInRedis() {
        LotId lot = opened();
        bid(lot, 5);
        List<StoredLotBid> inRedis = log.read(lot, 0, 10);
        market.runOnly("lot-drain");
        assertThat(bids.of(lot, 0, 10)).isEqualTo(inRedis);
        assertThat(log.read(lot, 0, 10)).isEmpty();
        assertThat(told(lot)).isEqualTo(upTo(5));
        assertThat(market.bean(UndrainedLots.class).lots()).doesNotContain(lot);
        bid(lot, 2);
        market.runOnly("lot-drain");
        market.runOnly("lot-drain");
        assertThat(told(lot)).isEqualTo(upTo(7));
        assertThat(bids.drainedTo(lot)).isEqualTo(7);
    }

    @ParameterizedTest
    @EnumSource(names = "NOWHERE", mode = EnumSource.Mode.EXCLUDE)
    void whatAnInstanceLeavesBehindIsStoredByTheNext(Point point) {
        LotId lot = opened();
        bid(lot, 5);
        assertThatExceptionOfType(Death.class)
                .isThrownBy(() -> AbandonedDrain.at(point, market).runOnce(market.now()));
        boolean committed = point == Point.BEFORE_TRIM;
        assertThat(bids.drainedTo(lot)).isEqualTo(committed ? 5 : 0);
        assertThat(told(lot)).isEqualTo(upTo(committed ? 5 : 0));
        assertThat(log.read(lot, 0, 10)).hasSize(5);
        bid(lot, 1);
        market.runOnly("lot-drain");
        assertThat(bids.all(lot)).map(bid -> bid.sequence()).isEqualTo(upTo(6));
        assertThat(told(lot)).isEqualTo(upTo(6));
        assertThat(log.read(lot, 0, 10)).isEmpty();
    }

    @Test
    void bidsOfAnInstanceThatDiedAreFoundByAnother() {
        LotId lot = opened();
        assertThat(log.bid(TestLots.bid(lot, TestLots.bidder(1), 100)))
                .isInstanceOf(LotBidAnswer.Accepted.class);
        assertThat(market.bean(UndrainedLots.class).lots()).doesNotContain(lot);
        AbandonedDrain.at(Point.NOWHERE, market).runOnce(market.now());
        assertThat(bids.drainedTo(lot)).isEqualTo(1);
    }

    /** As if PostgreSQL had been restored: Redis has forgotten what was stored. */
    @Test
    void numbersThatNobodyHasAnyMoreAreALossAndTheLotIsHeld() {
        LotId lot = opened();
        bid(lot, 5);
        market.bean(StringRedisTemplate.class)
                .opsForStream()
                .delete("{%s}:bids".formatted(lot), "1-0", "2-0");
        market.runOnly("lot-drain");
        assertThat(bids.drainedTo(lot)).isEqualTo(5);
        assertThat(told(lot)).containsExactly(3L, 4L, 5L);
        assertThat(market.bean(LotBidQueries.class).handle(new ListLotLosses(null, 10)))
                .containsExactly(new LotLoss(lot, 1, 2, 2L, true, market.now()));
    }

    @Test
    void aRedisThatHasGoneBackIsAskedWhatItHasBeforeItTakesABid() {
        LotId lot = opened();
        bid(lot, 3);
        market.bean(StringRedisTemplate.class)
                .opsForHash()
                .put("{%s}:lot".formatted(lot), "seq", "1");
        market.runOnly("lot-drain");
        assertThat(bids.drainedTo(lot)).isEqualTo(3);
        assertThat(market.bean(LotRows.class).find(lot).orElseThrow().runId()).isNull();
    }

    @Test
    void severalDrainsAtOnceStoreEachBidOnce() throws Exception {
        List<LotId> lots = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lots.add(opened());
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 10; round++) {
                lots.forEach(lot -> bid(lot, 3));
                List<Future<?>> drains = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    drains.add(
                            threads.submit(() ->
                                    AbandonedDrain.at(Point.NOWHERE, market)
                                            .runOnce(market.now())));
                }
                for (Future<?> drain : drains) {
                    drain.get();
                }
            }
        }
        market.runOnly("lot-drain");
        for (LotId lot : lots) {
            assertThat(bids.all(lot)).map(bid -> bid.sequence()).isEqualTo(upTo(30));
            assertThat(told(lot)).isEqualTo(upTo(30));
        }
    }

    @Test
    void aLotThatCannotBeReadOrStoredHoldsUpNoOther() {
        List<LotId> lots = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lots.add(opened());
        }
        LotId unreadable = lots.get(7);
        LotId unstorable = lots.get(13);
        StringRedisTemplate redis = market.bean(StringRedisTemplate.class);
        String stream = "{%s}:bids".formatted(unreadable);
        redis.opsForStream()
                .add(
                        StreamRecords.newRecord()
                                .in(stream)
                                .withId("0-1")
                                .ofMap(Map.of("b", "of another version")));
        LotBidCall refused = TestLots.bid(unstorable, TestLots.bidder(1), 100);
        assertThat(log.bid(TestLots.keyed(refused, "PostgreSQL has no \u0000")))
                .isInstanceOf(LotBidAnswer.Accepted.class);
        Loop drain = AbandonedDrain.at(Point.NOWHERE, market);
        for (int round = 1; round <= 2; round++) {
            lots.forEach(lot -> bid(lot, 1));
            drain.runOnce(market.now());
            for (LotId lot : lots) {
                boolean healthy = !lot.equals(unreadable) && !lot.equals(unstorable);
                assertThat(bids.drainedTo(lot)).isEqualTo(healthy ? round : 0);
            }
        }
        redis.opsForStream().delete(stream, "0-1");
        drain.runOnce(market.now());
        assertThat(told(unreadable)).as("left alone until the next look").isEmpty();
        drain.runOnce(market.now().plus(market.bean(LotProperties.class).sweepInterval()));
        assertThat(told(unreadable)).isEqualTo(upTo(2));
        assertThat(bids.drainedTo(unstorable)).isZero();
    }

    @Test
    void aTransactionStoresNoMoreBidsThanItMay() {
        List<LotId> lots = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            lots.add(opened());
        }
        lots.forEach(lot -> bid(lot, 120));
        try (Market small = Market.start("spotdock.auctions.lots.drain-batch=50")) {
            lots.forEach(lot -> small.bean(UndrainedLots.class).note(lot, 120));
            AbandonedDrain.at(Point.NOWHERE, small).runOnce(market.now());
            assertThat(small.events().of(LotBidsPlaced.class))
                    .allMatch(event -> event.bids().size() <= 50)
                    .hasSize(5 * 3);
        }
        for (LotId lot : lots) {
            assertThat(bids.all(lot)).map(bid -> bid.sequence()).isEqualTo(upTo(120));
        }
    }

    @Test
    void bidsThatWaitAreToldByOneEventPerLot() {
        List<LotId> lots = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lots.add(opened());
        }
        lots.forEach(lot -> bid(lot, 60));
        market.runOnly("lot-drain");
        assertThat(market.events().of(LotBidsPlaced.class)).hasSize(50);
        lots.forEach(lot -> assertThat(told(lot)).isEqualTo(upTo(60)));
    }

    @Test
    void anEventTellsOfNoMoreThanAHundredBidsAndTheLastOfTheEnd() {
        LotOpening opening =
                TestLots.with(
                        TestLots.opening(),
                        new AntiSniping(Duration.ofHours(2), Duration.ofMinutes(5), 3));
        intake.open(opening);
        bid(opening.lotId(), 230);
        market.runOnly("lot-drain");
        List<LotBidsPlaced> events = market.events().of(LotBidsPlaced.class);
        assertThat(events).map(event -> event.bids().size()).containsExactly(100, 100, 30);
        assertThat(events)
                .map(LotBidsPlaced::extendedTo)
                .containsExactly(null, null, opening.endsAt().plus(Duration.ofMinutes(15)));
        assertThat(told(opening.lotId())).isEqualTo(upTo(230));
    }

    @Test
    void anExtensionIsToldWithTheBidsThatMadeIt() {
        LotOpening opening =
                TestLots.with(
                        TestLots.opening(),
                        new AntiSniping(Duration.ofHours(2), Duration.ofMinutes(5), 3));
        intake.open(opening);
        bid(opening.lotId(), 1);
        market.runOnly("lot-drain");
        assertThat(market.events().of(LotBidsPlaced.class).getLast().extendedTo())
                .isEqualTo(opening.endsAt().plus(Duration.ofMinutes(5)));
    }

    @Test
    void aLotIsFullUntilItsBidsAreStored() {
        try (Market small = Market.start("spotdock.auctions.lots.undrained-limit=3")) {
            LotOpening opening = TestLots.opening();
            small.bean(LotIntake.class).open(opening);
            bid(opening.lotId(), 3);
            LotBidCall fourth = TestLots.bid(opening.lotId(), TestLots.bidder(1), 500);
            assertThat(log.bid(fourth)).isEqualTo(LotBidAnswer.Refused.FULL);
            AbandonedDrain.at(Point.NOWHERE, small).runOnce(market.now());
            assertThat(log.bid(fourth)).isInstanceOf(LotBidAnswer.Accepted.class);
        }
    }
}
