/**
 * What all HTTP topics share: reading requests with every error at once, lists, money on the wire.
 */
@NullMarked
package dev.spotdock.web.rest;

import org.jspecify.annotations.NullMarked;
