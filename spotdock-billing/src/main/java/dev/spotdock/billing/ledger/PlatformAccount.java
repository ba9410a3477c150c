package dev.spotdock.billing.ledger;

import java.util.UUID;

/** The platform's own sides of the journal; rows of {@code billing.account}. */
enum PlatformAccount {
    /** Money received from outside. */
    DEPOSITS(1),
    /** Charged for run time. */
    REVENUE(2),
    /** Charges taken back. */
    REFUNDS(3);

    private final UUID id;

    PlatformAccount(long number) {
        this.id = new UUID(0, number);
    }

    UUID id() {
        return id;
    }
}
