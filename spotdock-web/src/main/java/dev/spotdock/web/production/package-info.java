/**
 * What an installation must not go into production with. Active with the Spring profile {@code
 * production}; what belongs to development is refused before anything is opened or started.
 */
@NullMarked
package dev.spotdock.web.production;

import org.jspecify.annotations.NullMarked;
