/** What browsers are told and allowed. */
@NullMarked
package dev.spotdock.web.browser;

import org.jspecify.annotations.NullMarked;
