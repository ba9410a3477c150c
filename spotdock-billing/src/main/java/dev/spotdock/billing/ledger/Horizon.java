package dev.spotdock.billing.ledger;

/**
 * How far the journal was seen.
 *
 * @param position of the last line; 0: there is none
 * @param transaction PostgreSQL's id that the next transaction gets, as text
 */
record Horizon(long position, String transaction) {}
