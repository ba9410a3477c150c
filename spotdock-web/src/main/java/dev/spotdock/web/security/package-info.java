/** Who is calling: accounts, API keys, and what a role may reach. */
@NullMarked
package dev.spotdock.web.security;

import org.jspecify.annotations.NullMarked;
