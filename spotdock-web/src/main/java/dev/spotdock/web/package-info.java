/** Everything that speaks to the outside: the HTTP API, identity, live channels. */
@NullMarked
package dev.spotdock.web;

import org.jspecify.annotations.NullMarked;
