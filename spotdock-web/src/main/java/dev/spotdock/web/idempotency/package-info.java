/** Requests that may be sent again and take effect once. */
@NullMarked
package dev.spotdock.web.idempotency;

import org.jspecify.annotations.NullMarked;
