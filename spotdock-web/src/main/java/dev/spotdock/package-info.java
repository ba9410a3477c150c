/** SpotDock's main class and composition root. */
@NullMarked
package dev.spotdock;

import org.jspecify.annotations.NullMarked;
