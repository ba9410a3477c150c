/** The audit of the ledger over HTTP, for operators. */
@NullMarked
package dev.spotdock.web.rest.ledger;

import org.jspecify.annotations.NullMarked;
