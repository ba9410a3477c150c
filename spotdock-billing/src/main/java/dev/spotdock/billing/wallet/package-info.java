/** Wallets, deposits into them and holds on them. */
@NullMarked
package dev.spotdock.billing.wallet;

import org.jspecify.annotations.NullMarked;
