/** The rules of the architecture and of the house style, one per file. */
@NullMarked
package dev.spotdock.architecture;

import org.jspecify.annotations.NullMarked;
