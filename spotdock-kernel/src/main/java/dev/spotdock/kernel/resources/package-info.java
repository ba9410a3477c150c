@NullMarked
package dev.spotdock.kernel.resources;

import org.jspecify.annotations.NullMarked;
