/** Which images there are names for, and which of them may run. */
@NullMarked
package dev.spotdock.compute.image;

import org.jspecify.annotations.NullMarked;
