package dev.spotdock.billing;

/** Asks for a {@link LedgerReport}; everything is computed anew, in one snapshot. */
public record AuditLedger() {}
