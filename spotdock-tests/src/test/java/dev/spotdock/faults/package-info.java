/** What must survive crashes, restarts and company. */
@NullMarked
package dev.spotdock.faults;

import org.jspecify.annotations.NullMarked;
