/** The event feed over HTTP: polling and server-sent events. */
@NullMarked
package dev.spotdock.web.rest.events;

import org.jspecify.annotations.NullMarked;
