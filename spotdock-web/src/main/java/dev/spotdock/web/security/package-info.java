/** Who is calling: accounts, passwords, tokens, API keys, and who may reach what. */
@NullMarked
package dev.spotdock.web.security;

import org.jspecify.annotations.NullMarked;
