package dev.spotdock.auctions.pricing.rule;

import java.math.BigInteger;

/**
 * Everybody pays the market price for the slots taken, with the surcharge, but never more than the
 * own maximum.
 */
public record UniformPricing() implements PricingRule {

    static final String WIRE_NAME = "uniform";

    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

    @Override
    public long ratePerHour(
            long marketPrice, long maxPerHour, long milliSlots, int surchargePercent) {
        BigInteger atMarket =
                BigInteger.valueOf(marketPrice)
                        .multiply(BigInteger.valueOf(milliSlots))
                        .multiply(BigInteger.valueOf(100))
                        .divide(THOUSAND.multiply(BigInteger.valueOf(100 - surchargePercent)));
        return atMarket.min(BigInteger.valueOf(maxPerHour)).longValueExact();
    }

    @Override
    public String wireName() {
        return WIRE_NAME;
    }
}
