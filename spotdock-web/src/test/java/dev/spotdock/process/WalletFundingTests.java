package dev.spotdock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WalletFundingTests {

    private static final BidId BID = new BidId(new UUID(0, 1));
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 2));
    private static final Money AMOUNT = Money.ofMicros(50_000);

    private final RecordingCommands commands = new RecordingCommands();
    private final WalletFunding funding = new WalletFunding(commands);

    @Test
    void holdsUnderTheBidsId() {
        commands.answer(HoldFunds.class, Outcome.done(AMOUNT));
        assertThat(funding.hold(ACCOUNT, BID, AMOUNT)).isEmpty();
        assertThat(commands.sent()).containsExactly(new HoldFunds(ACCOUNT, BID.value(), AMOUNT));
    }

    @Test
    void saysWhatIsFreeWhenItIsNotEnough() {
        refuse(new BillingRejection.InsufficientFunds(AMOUNT, Money.ofMicros(3)));
        assertThat(funding.hold(ACCOUNT, BID, AMOUNT)).contains(Money.ofMicros(3));
    }

    @Test
    void anAccountWithoutAWalletHasNothing() {
        refuse(new BillingRejection.UnknownWallet());
        assertThat(funding.hold(ACCOUNT, BID, AMOUNT)).contains(Money.ZERO);
    }

    @Test
    void aHoldThatExistsAlreadyIsABug() {
        refuse(new BillingRejection.ReferenceReused(BID.toString()));
        assertThatThrownBy(() -> funding.hold(ACCOUNT, BID, AMOUNT))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void releasesByTheBidsId() {
        funding.release(BID);
        assertThat(commands.sent()).containsExactly(new ReleaseHold(BID.value()));
    }

    private void refuse(BillingRejection rejection) {
        commands.answer(HoldFunds.class, Outcome.refused(rejection));
    }
}
