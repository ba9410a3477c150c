/** Composes the module: chooses the provider and wires it. */
@NullMarked
package dev.spotdock.compute.provider;

import org.jspecify.annotations.NullMarked;
