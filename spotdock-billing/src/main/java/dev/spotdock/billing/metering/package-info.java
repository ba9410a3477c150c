/** Meters of running allocations: slices, charges, the end of money. */
@NullMarked
package dev.spotdock.billing.metering;

import org.jspecify.annotations.NullMarked;
