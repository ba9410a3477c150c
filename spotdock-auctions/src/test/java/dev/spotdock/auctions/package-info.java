/** What the tests of this module share: real servers, recording fakes, a settable clock. */
@NullMarked
package dev.spotdock.auctions;

import org.jspecify.annotations.NullMarked;
