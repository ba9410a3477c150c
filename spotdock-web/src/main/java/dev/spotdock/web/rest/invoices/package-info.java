/** Invoices and the running statement over HTTP: JSON, CSV and PDF. */
@NullMarked
package dev.spotdock.web.rest.invoices;

import org.jspecify.annotations.NullMarked;
