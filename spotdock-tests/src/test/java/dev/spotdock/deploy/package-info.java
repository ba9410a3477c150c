/** The files that deploy SpotDock agree with the code. */
@NullMarked
package dev.spotdock.deploy;

import org.jspecify.annotations.NullMarked;
