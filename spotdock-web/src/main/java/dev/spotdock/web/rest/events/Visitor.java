package dev.spotdock.web.rest.events;

import dev.spotdock.web.security.Pass;
import java.util.Optional;

/**
 * Who opens a socket.
 *
 * @param pass by the request's credential; empty: the first message has one
 * @param address that it comes from
 */
record Visitor(Optional<Pass> pass, String address) {}
