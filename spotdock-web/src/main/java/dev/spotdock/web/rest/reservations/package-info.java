/** Won capacity over HTTP. */
@NullMarked
package dev.spotdock.web.rest.reservations;

import org.jspecify.annotations.NullMarked;
