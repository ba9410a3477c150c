package dev.spotdock.billing;

import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Rejection;

/** Why a command on a wallet was refused, in order of precedence. */
public sealed interface BillingRejection extends Rejection {

    record UnknownWallet() implements BillingRejection {
        @Override
        public String message() {
            return "there is no wallet of that account";
        }
    }

    /** The reference was used for another amount or another wallet. */
    record ReferenceReused(String reference) implements BillingRejection {
        @Override
        public String message() {
            return "expected a new reference, but \"%s\" was used for another deposit"
                    .formatted(reference);
        }
    }

    /** The wallet would hold more than wallets can. */
    record BalanceTooHigh(Money most) implements BillingRejection {
        @Override
        public String message() {
            return "expected a balance of at most %s afterwards".formatted(most);
        }
    }

    record InsufficientFunds(Money required, Money available) implements BillingRejection {
        @Override
        public String message() {
            return "expected %s of free money, but %s is free".formatted(required, available);
        }
    }
}
