package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.util.UUID;

/**
 * Puts money into a wallet, once per reference: the same reference with the same amount yields the
 * first receipt again.
 *
 * @param amount more than zero
 * @param reference the payer's, 1 to 200 characters, unique in the installation
 * @param gateway the name of the {@link PaymentGateway} that has collected the money
 */
public record Deposit(
        AccountId accountId, Money amount, String reference, String gateway, Instant at)
        implements WalletCommand<Outcome<Deposit.Receipt, BillingRejection>> {

    /** One that somebody vouches for. */
    public Deposit(AccountId accountId, Money amount, String reference, Instant at) {
        this(accountId, amount, reference, "manual", at);
    }

    /** The entry that was written, and the balance after it. */
    public record Receipt(
            UUID entryId,
            AccountId accountId,
            Money amount,
            Money balance,
            String reference,
            Instant at) {}
}
