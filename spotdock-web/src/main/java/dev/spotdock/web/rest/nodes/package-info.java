/** Nodes over HTTP, for operators. */
@NullMarked
package dev.spotdock.web.rest.nodes;

import org.jspecify.annotations.NullMarked;
