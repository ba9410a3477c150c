/** Gateways that collect the money of deposits. */
@NullMarked
package dev.spotdock.billing.payment;

import org.jspecify.annotations.NullMarked;
