/** What happens at the same instant, in the whole application. */
@NullMarked
package dev.spotdock.races;

import org.jspecify.annotations.NullMarked;
