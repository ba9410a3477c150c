package dev.spotdock.billing.ledger;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a wallet pays a seller out of a hold, and the seller's fee.
 *
 * @param reference the hold's
 * @param balanceAfter the payer's, micro-units
 */
public record Purchase(
        UUID entryId, UUID reference, AccountId payer, Terms terms, long balanceAfter, Instant at)
        implements Posting {

    /**
     * Who is paid how much; micro-units.
     *
     * @param amount more than zero
     * @param fee the platform's part of it
     */
    public record Terms(AccountId seller, long amount, long fee) {

        /** What the seller gets. */
        public long net() {
            return amount - fee;
        }
    }

    /**
     * One row, or two where a fee is due.
     *
     * @param seller the seller's side of the journal
     */
    List<Row> rows(UUID seller) {
        Row paid =
                new Row(
                        entryId,
                        payer.value(),
                        seller,
                        terms.amount,
                        "purchase",
                        at,
                        payer.value(),
                        balanceAfter,
                        null,
                        reference);
        return terms.fee == 0 ? List.of(paid) : List.of(paid, fee(seller));
    }

    private Row fee(UUID seller) {
        UUID revenue = PlatformAccount.REVENUE.id();
        return new Row(entryId, seller, revenue, terms.fee, "fee", at, null, 0, null, reference);
    }
}
