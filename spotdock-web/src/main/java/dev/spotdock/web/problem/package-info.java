/** The one catalogue of problems (RFC 9457) and the one way they leave the process. */
@NullMarked
package dev.spotdock.web.problem;

import org.jspecify.annotations.NullMarked;
