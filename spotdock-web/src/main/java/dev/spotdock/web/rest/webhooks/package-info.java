/** The HTTP API of webhooks. */
@NullMarked
package dev.spotdock.web.rest.webhooks;

import org.jspecify.annotations.NullMarked;
