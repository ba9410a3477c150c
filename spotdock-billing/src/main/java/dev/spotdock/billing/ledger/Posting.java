package dev.spotdock.billing.ledger;

/** What is appended to the journal at once. */
public sealed interface Posting permits Line, Proceeds, Purchase {}
