package dev.spotdock.billing.ledger;

import java.time.Instant;
import java.util.UUID;

/**
 * What a seller has earned by one sale, less the fee, on its way into the seller's wallet.
 *
 * @param reference of the hold that was captured
 * @param balanceAfter the seller's, micro-units
 */
public record Proceeds(
        UUID entryId, UUID reference, Purchase.Terms terms, long balanceAfter, Instant at)
        implements Posting {

    /**
     * @param account the seller's side of the journal
     */
    Row row(UUID account) {
        UUID wallet = terms.seller().value();
        return new Row(
                entryId,
                account,
                wallet,
                terms.net(),
                "sale",
                at,
                wallet,
                balanceAfter,
                null,
                reference);
    }
}
