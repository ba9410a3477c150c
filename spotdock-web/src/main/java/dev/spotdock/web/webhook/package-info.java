/** Tells events of the feed to addresses that accounts have given, signed, again until it works. */
@NullMarked
package dev.spotdock.web.webhook;

import org.jspecify.annotations.NullMarked;
