package dev.spotdock.auctions.pool;

import dev.spotdock.auctions.pricing.rule.PricingRule;
import dev.spotdock.auctions.pricing.rule.Surcharge;
import dev.spotdock.kernel.resources.SlotShape;
import java.time.Duration;

/**
 * A market's rules.
 *
 * @param floorPrice micro-units per slot-hour: what runs costs at least this
 * @param minimumStepBasisPoints by how many ten-thousandths of a victim's price a newcomer must
 *     outbid it
 * @param minRun run time during which no eviction is noticed
 * @param notice between the notice of an eviction and the stop
 * @param freeIfEvictedWithin an attempt evicted sooner after its start is not charged
 * @param stopTimeout between SIGTERM and SIGKILL
 * @param evictionMustGain whether a newcomer must pay more than all its victims together
 */
public record Pool(
        String name,
        PricingRule pricing,
        long floorPrice,
        int minimumStepBasisPoints,
        Duration minRun,
        Duration notice,
        Duration freeIfEvictedWithin,
        Duration stopTimeout,
        boolean evictionMustGain,
        SlotShape slot) {

    /** The surcharge of a bid that asks for these guarantees, in whole percent. */
    public int surchargePercent(Duration bidNotice, Duration bidMinRun) {
        return Surcharge.percent(bidNotice, notice, bidMinRun, minRun);
    }

    /** What an allocation costs at a market price, micro-units per hour. */
    public long ratePerHour(
            long marketPrice, long maxPerHour, long milliSlots, int surchargePercent) {
        return pricing.ratePerHour(marketPrice, maxPerHour, milliSlots, surchargePercent);
    }
}
