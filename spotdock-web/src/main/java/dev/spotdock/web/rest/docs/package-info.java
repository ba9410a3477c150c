/** The OpenAPI document. */
@NullMarked
package dev.spotdock.web.rest.docs;

import org.jspecify.annotations.NullMarked;
