/** What happened to identity, and what operators did. */
@NullMarked
package dev.spotdock.web.rest.audit;

import org.jspecify.annotations.NullMarked;
