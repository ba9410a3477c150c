package dev.spotdock.billing.ledger;

/**
 * How far the journal was seen.
 *
 * @param position of the last line; 0: there is none
 * @param transaction PostgreSQL's id of a transaction that began after all that can have written
 *     below that line, as text
 */
record Horizon(long position, String transaction) {}
