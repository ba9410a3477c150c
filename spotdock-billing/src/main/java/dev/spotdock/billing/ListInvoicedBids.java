package dev.spotdock.billing;

import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.money.Money;

/**
 * Asks what each bid of an invoice came to: {@link InvoicedBid}s, the most expensive first.
 *
 * @param invoice as it was found
 * @param limit at least 1
 */
public record ListInvoicedBids(Invoice invoice, int limit) {

    /**
     * One bid's part.
     *
     * @param milliseconds run time of the usage that was not reversed, of all its allocations
     * @param usage what was charged, reversed charges included
     */
    public record InvoicedBid(BidId bidId, long milliseconds, Money usage, Money refunds) {

        public Money total() {
            return usage.minus(refunds);
        }
    }
}
