package dev.spotdock.billing.metering.rating;

import dev.spotdock.billing.MeterExhausted.Cause;

/** When a meter's money will end if nothing changes, and which; {@link Tariff#NEVER}: it lasts. */
record End(long at, Cause cause) {

    /**
     * @param aloneOnHold free money is used up: the bid lives on its own hold
     */
    static End of(Metered meter, BidMoney money, boolean aloneOnHold) {
        if (!aloneOnHold || money.budgetLeft() <= money.held()) {
            return new End(meter.reaches(money.budgetLeft()), Cause.BUDGET);
        }
        return new End(meter.reaches(money.held()), Cause.FUNDS);
    }
}
