package dev.spotdock.process;

import dev.spotdock.auctions.BidFunding;
import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.HoldFunds;
import dev.spotdock.billing.ReleaseHold;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The market's holds, kept in billing under the bid's id, in the market's transaction. */
@Component
class WalletFunding implements BidFunding {

    private final Commands commands;

    WalletFunding(Commands commands) {
        this.commands = commands;
    }

    @Override
    public Optional<Money> hold(AccountId accountId, BidId bidId, Money amount) {
        return switch (commands.send(new HoldFunds(accountId, bidId.value(), amount))) {
            case Outcome.Done<Money, BillingRejection> _ -> Optional.empty();
            case Outcome.Refused<Money, BillingRejection>(BillingRejection rejection) ->
                    Optional.of(free(rejection));
        };
    }

    /** A reused reference cannot be: bid ids are new. An account without a wallet has no money. */
    private static Money free(BillingRejection rejection) {
        return switch (rejection) {
            case BillingRejection.InsufficientFunds(Money _, Money available) -> available;
            case BillingRejection.UnknownWallet() -> Money.ZERO;
            case BillingRejection.ReferenceReused(String reference) ->
                    throw new IllegalStateException("hold of bid " + reference + " exists already");
        };
    }

    @Override
    public void release(BidId bidId) {
        commands.send(new ReleaseHold(bidId.value()));
    }
}
