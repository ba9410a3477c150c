package dev.spotdock.billing;

/**
 * Asks why a deposit would be refused now: a {@link BillingRejection}; empty if it would not. For
 * whoever collects the money first.
 */
public record FindDepositRejection(Deposit deposit) {}
