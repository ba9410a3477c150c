/** Runs the modules' loops. */
@NullMarked
package dev.spotdock.runtime.loop;

import org.jspecify.annotations.NullMarked;
