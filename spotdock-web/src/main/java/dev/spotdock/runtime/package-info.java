/** What fills the kernel's ports and runs the modules' handlers and loops; nobody imports it. */
@NullMarked
package dev.spotdock.runtime;

import org.jspecify.annotations.NullMarked;
