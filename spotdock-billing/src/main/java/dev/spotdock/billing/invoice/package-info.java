/** Invoices: what each account's months cost, closed once and numbered without gaps. */
@NullMarked
package dev.spotdock.billing.invoice;

import org.jspecify.annotations.NullMarked;
