/** Starts the whole application for tests, and speaks to it as a client would. */
@NullMarked
package dev.spotdock.harness;

import org.jspecify.annotations.NullMarked;
