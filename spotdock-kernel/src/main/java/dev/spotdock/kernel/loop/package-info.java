@NullMarked
package dev.spotdock.kernel.loop;

import org.jspecify.annotations.NullMarked;
