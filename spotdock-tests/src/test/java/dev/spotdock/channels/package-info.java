/** The channels of the event feed beside each other. */
@NullMarked
package dev.spotdock.channels;

import org.jspecify.annotations.NullMarked;
