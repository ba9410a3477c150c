/** The event feed, told to Kafka; nothing of it exists unless a broker is configured. */
@NullMarked
package dev.spotdock.web.broadcast;

import org.jspecify.annotations.NullMarked;
