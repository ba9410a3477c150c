package dev.spotdock.billing.wallet;

import dev.spotdock.kernel.id.AccountId;

/** What is left of money that was set aside; micro-units, 0 once captured or released. */
record Hold(AccountId accountId, long remaining) {}
