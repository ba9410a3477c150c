package dev.spotdock.billing.ledger;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.UUID;

/**
 * What a wallet pays a seller out of a hold.
 *
 * @param reference the hold's
 * @param newAccount names the seller's account if this is the first that it earns
 * @param balanceAfter the payer's, micro-units
 */
public record Purchase(
        UUID entryId,
        UUID newAccount,
        UUID reference,
        AccountId payer,
        Terms terms,
        long balanceAfter,
        Instant at) {

    /**
     * Who is paid how much; micro-units.
     *
     * @param amount more than zero
     * @param fee the platform's part of it
     */
    public record Terms(AccountId seller, long amount, long fee) {}

    AccountId seller() {
        return terms.seller();
    }

    long amount() {
        return terms.amount();
    }

    long fee() {
        return terms.fee();
    }
}
