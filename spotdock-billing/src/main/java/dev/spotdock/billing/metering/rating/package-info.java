/** What run time costs and when money ends: pure functions, no I/O, no clock. */
@NullMarked
package dev.spotdock.billing.metering.rating;

import org.jspecify.annotations.NullMarked;
