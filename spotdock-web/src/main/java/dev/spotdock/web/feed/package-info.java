/** The public event feed: what happened, for users, partners and operators, in one order. */
@NullMarked
package dev.spotdock.web.feed;

import org.jspecify.annotations.NullMarked;
