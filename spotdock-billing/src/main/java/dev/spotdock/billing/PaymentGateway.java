package dev.spotdock.billing;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.money.Money;

/**
 * Collects the money of deposits from wherever the payer keeps it. Called before the deposit is
 * booked, never within a transaction; nothing is booked for a payment that was declined.
 *
 * <p>Idempotent by reference, so that whoever crashed between the collection and the booking asks
 * again: a payment that was received is received again, at once and without taking the money twice;
 * one of another amount or account under the same reference is declined.
 */
public interface PaymentGateway {

    /** What deposits are marked with: 1 to 40 characters, not used by another gateway ever. */
    String name();

    /**
     * Collects a payment, and waits for it.
     *
     * @throws RuntimeException if it is not known what became of it; asking again tells
     */
    Result collect(Payment payment);

    /**
     * What is to be collected.
     *
     * @param amount more than zero
     * @param reference the payer's, 1 to 200 characters, unique in the installation
     */
    record Payment(AccountId accountId, Money amount, String reference) {}

    /** What became of a payment. */
    sealed interface Result {

        /** The money is there. */
        record Received() implements Result {}

        /**
         * The money is not there and will not come.
         *
         * @param reason one sentence for the payer
         */
        record Declined(String reason) implements Result {}
    }
}
