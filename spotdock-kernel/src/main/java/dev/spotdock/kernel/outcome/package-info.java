@NullMarked
package dev.spotdock.kernel.outcome;

import org.jspecify.annotations.NullMarked;
