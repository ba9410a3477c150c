/** The module's settings: values only, so that every package may read them. */
@NullMarked
package dev.spotdock.compute.settings;

import org.jspecify.annotations.NullMarked;
