package dev.spotdock.auctions.timed.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.spotdock.auctions.ListLotBids;
import dev.spotdock.auctions.ListLotBids.ShownLotBid;
import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidLimits;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidRejection.InvalidInput;
import dev.spotdock.auctions.LotBidRejection.InvalidInput.Problem;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.LotBidsPlaced;
import dev.spotdock.auctions.Market;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.auctions.RecordingDeposits;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LotIntakeTests {

    private final Market market = Market.fresh();
    private final LotIntake intake = market.bean(LotIntake.class);
    private final LotBids bids = market.bean(LotBids.class);

    private Outcome<LotBidAccepted, LotBidRejection> place(LotId lot, AccountId who, long amount) {
        return place(lot, who, amount, null);
    }

    private Outcome<LotBidAccepted, LotBidRejection> place(
            LotId lot, AccountId who, long amount, @Nullable Long maximum) {
        return market.bean(LotBidding.class)
                .place(
                        new PlaceLotBid(
                                lot,
                                who,
                                Money.ofMicros(amount),
                                maximum == null ? null : Money.ofMicros(maximum),
                                null));
    }

    private LotBidAccepted accepted(LotId lot, AccountId who, long amount) {
        return value(place(lot, who, amount));
    }

    private static LotBidAccepted value(Outcome<LotBidAccepted, LotBidRejection> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done<LotBidAccepted, LotBidRejection>) outcome).value();
    }

    private static LotBidRejection rejection(Outcome<LotBidAccepted, LotBidRejection> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<LotBidAccepted, LotBidRejection>) outcome).rejection();
    }

    private LotId opened(LotOpening opening) {
        intake.open(opening);
        intake.open(opening);
        return opening.lotId();
    }

    @Test
    void aLotFromItsOpeningToItsEnd() {
        LotOpening opening = TestLots.opening();
        LotId lot = opened(opening);
        accepted(lot, TestLots.bidder(1), 99);
        LotBidAccepted second = accepted(lot, TestLots.bidder(2), 150);
        assertThat(second.isCurrentlyHighest()).isTrue();
        assertThat(second.alias()).isEqualTo("bidder-2");
        assertThat(second.currentHighest()).isEqualTo(Money.ofMicros(150));
        assertThat(second.endsAt()).isEqualTo(opening.endsAt());
        assertThat(intake.close(lot, false)).isEqualTo(new LotClosing.StillOpen(opening.endsAt()));
        assertThat(intake.withdraw(lot)).isEqualTo(new LotClosing.StillOpen(opening.endsAt()));
        LotClosing.Sealed sealed = new LotClosing.Sealed(2, opening.endsAt(), false);
        assertThat(intake.close(lot, true)).isEqualTo(sealed);
        assertThatIllegalStateException().isThrownBy(() -> intake.forget(lot));
        market.runOnly("lot-drain");
        assertThat(bids.drainedTo(lot)).isEqualTo(2);
        assertThat(bids.all(lot)).hasSize(2);
        intake.forget(lot);
        assertThat(intake.close(lot, false)).isEqualTo(sealed);
        assertThat(rejection(place(lot, TestLots.bidder(3), 500)))
                .isEqualTo(new LotBidRejection.Closed(lot, opening.endsAt()));
        LotState state = intake.state(lot).orElseThrow();
        assertThat(state)
                .isEqualTo(
                        new LotState(false, 2, Money.ofMicros(150), "bidder-2", opening.endsAt()));
        intake.open(opening);
        assertThat(intake.close(lot, false)).isEqualTo(sealed);
    }

    @Test
    void whatIsStoredIsShownInSequence() {
        LotId lot = opened(TestLots.opening());
        accepted(lot, TestLots.bidder(1), 99);
        value(place(lot, TestLots.bidder(2), 150, 300L));
        accepted(lot, TestLots.bidder(1), 200);
        market.runOnly("lot-drain");
        LotBidQueries queries = market.bean(LotBidQueries.class);
        assertThat(queries.handle(new ListLotBids(lot, false, 0, 10)))
                .extracting(ShownLotBid::sequence, ShownLotBid::alias, ShownLotBid::counted)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, "bidder-1", false),
                        org.assertj.core.groups.Tuple.tuple(2L, "bidder-2", true),
                        org.assertj.core.groups.Tuple.tuple(3L, "bidder-1", true));
        List<ShownLotBid> valid = queries.handle(new ListLotBids(lot, true, 2, 10));
        assertThat(valid).map(ShownLotBid::priceAfter).containsExactly(Money.ofMicros(210));
        assertThat(valid).map(ShownLotBid::leaderAfter).containsExactly("bidder-2");
        LotBidsPlaced told = market.events().of(LotBidsPlaced.class).getFirst();
        assertThat(told.bids()).hasSize(3);
        assertThat(told.extendedTo()).isNull();
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        LotId lot = opened(TestLots.opening());
        LotBidding bidding = market.bean(LotBidding.class);
        PlaceLotBid nothing =
                new PlaceLotBid(
                        lot, TestLots.bidder(1), Money.ZERO, Money.ofMicros(-1), "k".repeat(256));
        assertThat(rejection(bidding.place(nothing)))
                .isEqualTo(
                        new InvalidInput(
                                List.of(
                                        new Problem("amount", "must be more than zero"),
                                        new Problem("maximum", "must be more than zero"),
                                        new Problem("maximum", "must be at least the amount"),
                                        new Problem(
                                                "idempotencyKey",
                                                "must have 1 to 255 characters"))));
        assertThat(
                        rejection(
                                place(
                                        lot,
                                        TestLots.bidder(1),
                                        LotBidLimits.AMOUNT_MICROS_MAX + 1,
                                        1L)))
                .extracting(LotBidRejection::message)
                .isEqualTo(
                        "amount must be at most 1000000000; maximum must be at least the amount");
        assertThat(intake.state(lot).orElseThrow().bids()).isZero();
        assertThat(
                        value(place(lot, TestLots.bidder(1), 1, LotBidLimits.AMOUNT_MICROS_MAX))
                                .sequence())
                .isEqualTo(1);
    }

    @Test
    void aDepositIsHeldBeforeTheFirstBid() {
        RecordingDeposits deposits = market.bean(RecordingDeposits.class);
        LotOpening opening = TestLots.with(TestLots.opening(), Money.ofMicros(70));
        LotId lot = opened(opening);
        AccountId rich = TestLots.bidder(101);
        AccountId poor = TestLots.bidder(102);
        deposits.poor.add(poor);
        accepted(lot, rich, 100);
        accepted(lot, rich, 200);
        assertThat(deposits.held)
                .filteredOn(held -> held.bidder().equals(rich))
                .containsExactly(
                        new RecordingDeposits.Held(opening.auctionId(), rich, Money.ofMicros(70)));
        assertThat(rejection(place(lot, poor, 300)))
                .isEqualTo(new LotBidRejection.InsufficientFunds(Money.ofMicros(70), Money.ZERO));
    }

    @Test
    void whoDidNotPayMayNotBidUntilAllowed() {
        LotId lot = opened(TestLots.opening());
        AccountId bidder = TestLots.bidder(1);
        intake.bar(bidder);
        market.runOnly("barred-bidders");
        assertThat(rejection(place(lot, bidder, 100))).isEqualTo(new LotBidRejection.Barred());
        intake.lift(bidder);
        market.runOnly("barred-bidders");
        accepted(lot, bidder, 100);
    }

    @Test
    void buyingAtOnceEndsTheLot() {
        LotId lot = opened(TestLots.opening(TestLots.BUYABLE, Duration.ofHours(1)));
        LotBidAccepted bought = value(intake.buyNow(lot, TestLots.bidder(1), "k"));
        assertThat(bought.currentHighest()).isEqualTo(Money.ofMicros(500));
        assertThat(value(intake.buyNow(lot, TestLots.bidder(1), "k")).replayed()).isTrue();
        assertThat(rejection(intake.buyNow(lot, TestLots.bidder(2), null)))
                .isEqualTo(new LotBidRejection.Closed(lot, null));
        assertThat(intake.close(lot, false)).isInstanceOf(LotClosing.Sealed.class);
    }

    @Test
    void aLotThatWasNeverOpenedIsNotThere() {
        LotId lot = TestLots.lot();
        assertThat(rejection(place(lot, TestLots.bidder(1), 100)))
                .isEqualTo(new LotBidRejection.NotOpened(lot));
        assertThat(intake.state(lot)).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> intake.close(lot, false));
    }

    /** Noticed or not yet. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bidsAreTakenWhilePostgresIsAway(boolean noticed) {
        Optional<Instant> pulse = noticed ? Optional.empty() : Optional.of(Instant.EPOCH);
        LotId lot = opened(TestLots.opening());
        LotBidTaking taking =
                taking(
                        market.bean(LotBidLog.class),
                        new DoubtfulLots(
                                new LotRows(
                                        JdbcClient.create(
                                                new DriverManagerDataSource(
                                                        "jdbc:postgresql://127.0.0.1:1/x"))),
                                () -> pulse));
        PlaceLotBid bid = new PlaceLotBid(lot, TestLots.bidder(1), Money.ofMicros(100), null, null);
        assertThat(value(taking.place(bid)).sequence()).isEqualTo(1);
        PlaceLotBid unknown =
                new PlaceLotBid(
                        TestLots.lot(), TestLots.bidder(1), Money.ofMicros(100), null, null);
        assertThat(rejection(taking.place(unknown)))
                .isInstanceOf(LotBidRejection.Unavailable.class);
        market.runOnly("lot-drain");
        assertThat(bids.drainedTo(lot)).isEqualTo(1);
    }

    @Test
    void bidsAreRefusedSoonWhileRedisIsAway() {
        LettuceConnectionFactory nowhere =
                new LettuceConnectionFactory(
                        new RedisStandaloneConfiguration("127.0.0.1", 1),
                        LettuceClientConfiguration.builder()
                                .commandTimeout(Duration.ofSeconds(1))
                                .build());
        nowhere.start();
        try {
            LotBidTaking taking =
                    taking(
                            new RedisLotBidLog(
                                    new StringRedisTemplate(nowhere),
                                    market.bean(LotProperties.class)),
                            market.bean(DoubtfulLots.class));
            LotId lot = opened(TestLots.opening());
            long from = System.nanoTime();
            LotBidRejection refused =
                    rejection(
                            taking.place(
                                    new PlaceLotBid(
                                            lot,
                                            TestLots.bidder(1),
                                            Money.ofMicros(100),
                                            null,
                                            null)));
            assertThat(refused).isInstanceOf(LotBidRejection.Unavailable.class);
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isLessThan(Duration.ofSeconds(5));
        } finally {
            nowhere.destroy();
        }
    }

    private LotBidTaking taking(LotBidLog log, DoubtfulLots unknown) {
        ObjectProvider<dev.spotdock.auctions.LotDeposits> none =
                new ObjectProvider<>() {
                    @Override
                    public java.util.Iterator<dev.spotdock.auctions.LotDeposits> iterator() {
                        return List.<dev.spotdock.auctions.LotDeposits>of().iterator();
                    }
                };
        return new LotBidTaking(
                log,
                unknown,
                market.bean(BarredBidders.class),
                none,
                market.bean(LotBidTidings.class),
                market::id);
    }
}
