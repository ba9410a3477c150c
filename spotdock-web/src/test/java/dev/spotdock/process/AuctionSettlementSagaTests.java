package dev.spotdock.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.auctions.DefaultLot;
import dev.spotdock.auctions.GrantReservation;
import dev.spotdock.auctions.LotAwarded;
import dev.spotdock.auctions.LotItem;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.LotPaymentOverdue;
import dev.spotdock.auctions.LotSettled;
import dev.spotdock.auctions.LotUnsold;
import dev.spotdock.auctions.SettleLot;
import dev.spotdock.auctions.UnsoldReason;
import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.CaptureHold;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.InvoiceSale;
import dev.spotdock.billing.LockWallets;
import dev.spotdock.billing.PaySeller;
import dev.spotdock.billing.WalletCredited;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.annotation.NoMoreInterceptors;
import org.axonframework.modelling.saga.AnnotatedSaga;
import org.axonframework.modelling.saga.AssociationValue;
import org.axonframework.modelling.saga.metamodel.AnnotationSagaMetaModelFactory;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuctionSettlementSagaTests {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final LotId LOT = new LotId(new UUID(0, 1));
    private static final AuctionId AUCTION = new AuctionId(new UUID(0, 2));
    private static final AccountId SELLER = new AccountId(new UUID(0, 3));
    private static final AccountId FIRST = new AccountId(new UUID(0, 4));
    private static final AccountId SECOND = new AccountId(new UUID(0, 5));
    private static final Money PRICE = Money.ofMicros(100_000_001);
    private static final Money FEE = Money.ofMicros(5_000_000);
    private static final LotItem BLOCK =
            LotItem.of(
                    new CapacityBlock(
                            "default",
                            new Resources(2000, 4096, 0),
                            NOW.plus(Duration.ofHours(1)),
                            NOW.plus(Duration.ofHours(2))));

    private final RecordingCommands commands = new RecordingCommands();
    private AnnotatedSaga<AuctionSettlementSaga> saga;

    @BeforeEach
    void begin() {
        AuctionSettlementSaga instance = new AuctionSettlementSaga();
        instance.use(
                commands,
                new LotPayment(
                        commands,
                        DefaultQueryGateway.builder()
                                .queryBus(SimpleQueryBus.builder().build())
                                .build(),
                        new SaleProperties(500)));
        saga =
                new AnnotatedSaga<>(
                        "saga",
                        Set.of(new AssociationValue("lotId", LOT.toString())),
                        instance,
                        new AnnotationSagaMetaModelFactory().modelOf(AuctionSettlementSaga.class),
                        NoMoreInterceptors.instance());
        commands.answer(CaptureHold.class, Outcome.done(PRICE));
        commands.answer(PaySeller.class, Outcome.done(PRICE.minus(FEE)));
        hasMoney();
    }

    private void hasMoney() {
        commands.answer(HoldFunds.class, Outcome.done(PRICE));
    }

    private void hasNoMoney() {
        commands.answer(
                HoldFunds.class,
                Outcome.refused(new BillingRejection.InsufficientFunds(PRICE, Money.ZERO)));
    }

    private void tell(Object event) {
        EventMessage<Object> message = GenericEventMessage.asEventMessage(event);
        if (saga.canHandle(message)) {
            saga.handle(message);
        }
    }

    private static LotAwarded awarded(AccountId winner, int round) {
        return new LotAwarded(
                LOT, AUCTION, SELLER, winner, PRICE, BLOCK, round, NOW.plusSeconds(600), NOW);
    }

    private static LotPaymentOverdue overdue(AccountId winner, int round) {
        return new LotPaymentOverdue(LOT, AUCTION, SELLER, winner, round, NOW.plusSeconds(600));
    }

    private static WalletCredited credited(AccountId account) {
        return new WalletCredited(account, PRICE, PRICE, "deposit", NOW.plusSeconds(60));
    }

    @Test
    void aWinnerWithMoneyPaysAtOnce() {
        tell(awarded(FIRST, 1));
        UUID reference = LotPayment.reference(awarded(FIRST, 1));
        assertThat(commands.sent())
                .containsExactly(
                        new LockWallets(List.of(FIRST, SELLER)),
                        new HoldFunds(FIRST, reference, PRICE),
                        new CaptureHold(reference, SELLER, PRICE, FEE, NOW),
                        new PaySeller(reference, NOW),
                        new InvoiceSale(
                                reference,
                                "2 vCPU, 4Gi, 0 GPU in pool default, 2026-11-23T11:00:00Z to"
                                        + " 2026-11-23T12:00:00Z",
                                NOW),
                        new GrantReservation(LOT, new ReservationId(LOT.value()), FIRST, NOW),
                        new SettleLot(LOT, 1, NOW));
        tell(new LotSettled(LOT, AUCTION, SELLER, FIRST, PRICE, BLOCK, 1, NOW));
        assertThat(saga.isActive()).isFalse();
    }

    @Test
    void aWinnerWithoutMoneyPaysWhenThereIsSome() {
        hasNoMoney();
        tell(awarded(FIRST, 1));
        assertThat(commands.sent()).hasExactlyElementsOfTypes(LockWallets.class, HoldFunds.class);
        hasMoney();
        commands.forget();
        tell(credited(SECOND)); // another one's business
        assertThat(commands.sent()).isEmpty();
        tell(credited(FIRST));
        assertThat(lastCommand()).isEqualTo(new SettleLot(LOT, 1, NOW.plusSeconds(60)));
        commands.forget();
        tell(credited(FIRST));
        tell(overdue(FIRST, 1));
        assertThat(commands.sent()).isEmpty(); // it is paid for
    }

    @Test
    void moneyThatBecameFreeCountsAtTheDeadline() {
        hasNoMoney();
        tell(awarded(FIRST, 1));
        hasMoney();
        tell(overdue(FIRST, 1));
        assertThat(lastCommand()).isEqualTo(new SettleLot(LOT, 1, NOW.plusSeconds(600)));
    }

    @Test
    void whoDoesNotPayInTimeDefaultsAndTheNextOneIsAsked() {
        hasNoMoney();
        tell(awarded(FIRST, 1));
        tell(overdue(FIRST, 1));
        assertThat(lastCommand()).isEqualTo(new DefaultLot(LOT, 1, NOW.plusSeconds(600)));
        tell(awarded(SECOND, 2));
        commands.forget();
        tell(credited(FIRST)); // too late
        tell(overdue(FIRST, 1)); // once more
        assertThat(commands.sent()).isEmpty();
        hasMoney();
        tell(credited(SECOND));
        assertThat(lastCommand()).isEqualTo(new SettleLot(LOT, 2, NOW.plusSeconds(60)));
    }

    @Test
    void eachRoundIsPaidUnderAnotherReference() {
        assertThat(LotPayment.reference(awarded(FIRST, 1)))
                .isEqualTo(LotPayment.reference(awarded(FIRST, 1)))
                .isNotEqualTo(LotPayment.reference(awarded(FIRST, 2)));
    }

    @Test
    void itEndsWithALotThatIsUnsold() {
        hasNoMoney();
        tell(awarded(FIRST, 1));
        tell(new LotUnsold(LOT, AUCTION, SELLER, UnsoldReason.UNPAID, 3, NOW));
        assertThat(saga.isActive()).isFalse();
    }

    @Test
    void theFeeIsRoundedDownAndNeverOverflows() {
        assertThat(new SaleProperties(500).fee(Money.ofMicros(39))).isEqualTo(Money.ofMicros(1));
        assertThat(new SaleProperties(0).fee(PRICE)).isEqualTo(Money.ZERO);
        assertThat(new SaleProperties(10_000).fee(Money.ofMicros(Long.MAX_VALUE)))
                .isEqualTo(Money.ofMicros(Long.MAX_VALUE));
    }

    private Command<?> lastCommand() {
        return commands.sent().getLast();
    }
}
