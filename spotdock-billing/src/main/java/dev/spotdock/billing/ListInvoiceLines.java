package dev.spotdock.billing;

import org.jspecify.annotations.Nullable;

/**
 * Asks for {@link InvoiceLine}s in the order of their places.
 *
 * @param invoice as it was found; a statement's lines are those of now
 * @param after only lines after this place; null: from the first
 * @param limit at least 1
 */
public record ListInvoiceLines(Invoice invoice, InvoiceLine.@Nullable Place after, int limit) {}
