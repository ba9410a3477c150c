package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.pricing.rule.UnitPrice;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;

/** What a bid offers to pay, and what of it competes. */
@Embeddable
record Offered(
        long maxPricePerHour,
        @Enumerated(EnumType.STRING) Per quotedPer,
        int surchargePercent,
        long unitPrice,
        long effectiveUnitPrice) {

    static Offered of(Price max, long milliSlots, int surchargePercent) {
        UnitPrice price = UnitPrice.of(max.microsPerHour(), milliSlots, surchargePercent);
        return new Offered(
                max.microsPerHour(),
                max.quotedPer(),
                surchargePercent,
                price.unitPrice(),
                price.effective());
    }
}
