/**
 * Wallets, the ledger, metering. This package is the API of the module: commands, events, queries,
 * read records, rejections and the ports it needs filled.
 */
@NullMarked
package dev.spotdock.billing;

import org.jspecify.annotations.NullMarked;
