package dev.spotdock.web.rest.events;

import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.Pass;

/** What a socket's first message asks for, and who asks. */
record SocketRequest(Caller caller, Pass pass, Subscription wanted) {}
