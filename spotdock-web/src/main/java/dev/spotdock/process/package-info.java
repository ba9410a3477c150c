/**
 * The only place that changes two modules: sagas, reactions, and the adapters that fill one
 * module's ports from another.
 */
@NullMarked
package dev.spotdock.process;

import org.jspecify.annotations.NullMarked;
