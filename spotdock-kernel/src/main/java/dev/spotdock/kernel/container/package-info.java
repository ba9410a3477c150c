@NullMarked
package dev.spotdock.kernel.container;

import org.jspecify.annotations.NullMarked;
