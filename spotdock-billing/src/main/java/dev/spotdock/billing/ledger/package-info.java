/** The journal: append-only lines between wallets and the platform's accounts. */
@NullMarked
package dev.spotdock.billing.ledger;

import org.jspecify.annotations.NullMarked;
