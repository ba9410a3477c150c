package dev.spotdock.auctions.pricing.rule;

/** Everybody pays the own maximum. */
public record PayAsBid() implements PricingRule {

    static final String WIRE_NAME = "pay-as-bid";

    @Override
    public long ratePerHour(
            long marketPrice, long maxPerHour, long milliSlots, int surchargePercent) {
        return maxPerHour;
    }

    @Override
    public String wireName() {
        return WIRE_NAME;
    }
}
