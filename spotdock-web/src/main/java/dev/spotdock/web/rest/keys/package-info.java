/** API keys. */
@NullMarked
package dev.spotdock.web.rest.keys;

import org.jspecify.annotations.NullMarked;
