/** How much anybody may ask for: budgets of requests per account and per address. */
@NullMarked
package dev.spotdock.web.limit;

import org.jspecify.annotations.NullMarked;
