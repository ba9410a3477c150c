package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account's month cost, or a sale: an invoice, or the statement of a month that still runs.
 *
 * @param issue null: a statement, of what is booked so far
 * @param from the month's start, UTC, inclusive; of a sale the instant of the purchase
 * @param to the month's end, exclusive; of a sale the same instant
 * @param usage what was charged, reversed charges included; at least 0. Of a sale the buyer's
 *     price, or the seller's fee
 * @param refunds what was given back, at least 0; of a sale the price that the seller was given
 * @param lines how many there are; of a sale none
 * @param sale null: it is a month's
 */
public record Invoice(
        AccountId accountId,
        @Nullable Issue issue,
        Instant from,
        Instant to,
        Money usage,
        Money refunds,
        long lines,
        @Nullable Sale sale) {

    /**
     * What makes it an invoice.
     *
     * @param number counts the installation's invoices from 1, without a gap
     */
    public record Issue(UUID id, long number, Instant at) {

        /** The number as it is printed: {@code INV-000001}. */
        public String name() {
            return "INV-%06d".formatted(number);
        }
    }

    /** Whose invoice of a sale it is. */
    public enum Side {
        BUYER,
        SELLER
    }

    /**
     * What was sold.
     *
     * @param reference of the hold that paid it
     * @param item in words
     * @param fee the platform's part of the price, which the seller bears
     */
    public record Sale(UUID reference, Side side, String item, Money price, Money fee) {}

    /** What the wallet paid for it all; negative if more was given back. */
    public Money total() {
        return usage.minus(refunds);
    }
}
