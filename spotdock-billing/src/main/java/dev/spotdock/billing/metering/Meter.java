package dev.spotdock.billing.metering;

import dev.spotdock.billing.metering.rating.BidMoney;
import dev.spotdock.billing.metering.rating.Metered;
import dev.spotdock.kernel.id.AccountId;

/** A running meter's row, with what its bid can live on. */
record Meter(AccountId accountId, Metered metered, BidMoney money) {}
