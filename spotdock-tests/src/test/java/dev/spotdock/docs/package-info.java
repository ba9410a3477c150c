/** The documents say what the code does. */
@NullMarked
package dev.spotdock.docs;

import org.jspecify.annotations.NullMarked;
