/** The caller's own account over HTTP. */
@NullMarked
package dev.spotdock.web.rest.account;

import org.jspecify.annotations.NullMarked;
