/** The market's rules, switched off one by one: each has a test that notices. */
@NullMarked
package dev.spotdock.auctions.mutation;

import org.jspecify.annotations.NullMarked;
