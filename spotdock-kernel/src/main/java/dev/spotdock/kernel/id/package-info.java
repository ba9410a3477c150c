@NullMarked
package dev.spotdock.kernel.id;

import org.jspecify.annotations.NullMarked;
