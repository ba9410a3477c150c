@NullMarked
package dev.spotdock.kernel.money;

import org.jspecify.annotations.NullMarked;
