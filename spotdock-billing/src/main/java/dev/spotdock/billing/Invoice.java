package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account's month cost: an invoice, or the statement of a month that still runs.
 *
 * @param issue null: a statement, of what is booked so far
 * @param from the month's start, UTC, inclusive
 * @param to the month's end, exclusive
 * @param usage what was charged, reversed charges included; at least 0
 * @param refunds what was given back, at least 0
 * @param lines how many there are
 */
public record Invoice(
        AccountId accountId,
        @Nullable Issue issue,
        Instant from,
        Instant to,
        Money usage,
        Money refunds,
        long lines) {

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

    /** What the wallet paid for it all; negative if more was given back. */
    public Money total() {
        return usage.minus(refunds);
    }
}
