package dev.spotdock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.HoldFundsBatch;
import dev.spotdock.billing.ListAffordableHolds;
import dev.spotdock.billing.ListAffordableHolds.Wish;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.junit.jupiter.api.Test;

class WalletFundingTests {

    private static final BidId BID = new BidId(new UUID(0, 1));
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 2));
    private static final Money AMOUNT = Money.ofMicros(50_000);

    private final RecordingCommands commands = new RecordingCommands();
    private final SimpleQueryBus bus = SimpleQueryBus.builder().build();
    private final WalletFunding funding =
            new WalletFunding(commands, DefaultQueryGateway.builder().queryBus(bus).build());

    @Test
    void holdsUnderTheBidsId() {
        commands.answer(HoldFundsBatch.class, List.of(Outcome.done(AMOUNT)));
        assertThat(hold()).isEmpty();
        assertThat(commands.sent())
                .containsExactly(
                        new HoldFundsBatch(List.of(new HoldFunds(ACCOUNT, BID.value(), AMOUNT))));
    }

    @Test
    void saysWhatIsFreeWhenItIsNotEnough() {
        refuse(new BillingRejection.InsufficientFunds(AMOUNT, Money.ofMicros(3)));
        assertThat(hold()).containsExactly(Map.entry(BID, Money.ofMicros(3)));
    }

    @Test
    void anAccountWithoutAWalletHasNothing() {
        refuse(new BillingRejection.UnknownWallet());
        assertThat(hold()).containsExactly(Map.entry(BID, Money.ZERO));
    }

    @Test
    void aHoldThatExistsAlreadyIsABug() {
        refuse(new BillingRejection.ReferenceReused(BID.toString()));
        assertThatThrownBy(this::hold).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void releasesByTheBidsId() {
        funding.release(BID);
        assertThat(commands.sent()).containsExactly(new ReleaseHold(BID.value()));
    }

    record Wallets(List<ListAffordableHolds> asked) {

        @QueryHandler
        List<UUID> answer(ListAffordableHolds query) {
            asked.add(query);
            return List.of(BID.value());
        }
    }

    @Test
    void asksWhichHoldsCouldBeToppedUp() {
        Wallets wallets = new Wallets(new ArrayList<>());
        new AnnotationQueryHandlerAdapter<>(wallets).subscribe(bus);
        BidId other = new BidId(new UUID(0, 3));
        assertThat(
                        funding.affordable(
                                List.of(
                                        new BidFunding.Need(ACCOUNT, BID, AMOUNT),
                                        new BidFunding.Need(ACCOUNT, other, AMOUNT))))
                .containsExactly(BID);
        assertThat(wallets.asked())
                .containsExactly(
                        new ListAffordableHolds(
                                List.of(
                                        new Wish(BID.value(), AMOUNT),
                                        new Wish(other.value(), AMOUNT))));
    }

    private Map<BidId, Money> hold() {
        return funding.hold(List.of(new BidFunding.Need(ACCOUNT, BID, AMOUNT)));
    }

    private void refuse(BillingRejection rejection) {
        commands.answer(HoldFundsBatch.class, List.of(Outcome.refused(rejection)));
    }
}
