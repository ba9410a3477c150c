package dev.spotdock.web.rest.events;

import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.Pass;

/** Who has been let in, and what is wanted. */
record Admission(Caller caller, Pass pass, Subscription wanted) {}
