package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.kernel.money.Per;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lower maximum that does not apply yet.
 *
 * @param from when it does; null: as soon as the workload has started and run for its minimum
 */
@Embeddable
record Lowered(
        @Column(name = "lowered_max_per_hour") long maxPricePerHour,
        @Column(name = "lowered_per") @Enumerated(EnumType.STRING) Per quotedPer,
        @Column(name = "lowered_unit_price") long unitPrice,
        @Column(name = "lowered_effective_unit_price") long effectiveUnitPrice,
        @Column(name = "lowered_from") @Nullable Instant from) {

    static Lowered to(Offered offered, @Nullable Instant from) {
        return new Lowered(
                offered.maxPricePerHour(),
                offered.quotedPer(),
                offered.unitPrice(),
                offered.effectiveUnitPrice(),
                from);
    }

    Offered offered(int surchargePercent) {
        return new Offered(
                maxPricePerHour, quotedPer, surchargePercent, unitPrice, effectiveUnitPrice);
    }

    Lowered from(Instant instant) {
        return new Lowered(maxPricePerHour, quotedPer, unitPrice, effectiveUnitPrice, instant);
    }

    BidDetails.Lowered details() {
        return new BidDetails.Lowered(effectiveUnitPrice, from);
    }
}
