/** The wallet and its entries over HTTP; deposits by operators. */
@NullMarked
package dev.spotdock.web.rest.wallet;

import org.jspecify.annotations.NullMarked;
