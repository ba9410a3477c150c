package dev.spotdock.auctions.pricing.rule;

import java.util.Optional;

/** What a running allocation costs, chosen per pool. */
public sealed interface PricingRule permits UniformPricing, PayAsBid {

    /**
     * What an allocation costs while it runs.
     *
     * @param marketPrice the pool's, micro-units per slot-hour, at least 0
     * @param maxPerHour the bid's maximum for the whole container, micro-units per hour, at least 0
     * @param milliSlots thousandths of a slot that it takes, at least 1
     * @param surchargePercent 0 to 50
     * @return micro-units per hour, 0 to {@code maxPerHour}
     */
    long ratePerHour(long marketPrice, long maxPerHour, long milliSlots, int surchargePercent);

    /** The name in settings and on the wire. */
    String wireName();

    /** The rule of that name; empty if there is none. */
    static Optional<PricingRule> ofWireName(String name) {
        return switch (name) {
            case UniformPricing.WIRE_NAME -> Optional.of(new UniformPricing());
            case PayAsBid.WIRE_NAME -> Optional.of(new PayAsBid());
            default -> Optional.empty();
        };
    }
}
