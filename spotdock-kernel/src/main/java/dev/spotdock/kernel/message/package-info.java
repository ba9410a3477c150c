@NullMarked
package dev.spotdock.kernel.message;

import org.jspecify.annotations.NullMarked;
