package dev.spotdock.billing.metering.rating;

import dev.spotdock.kernel.id.BidId;
import java.util.List;
import java.util.Map;

/**
 * A wallet with all its running meters.
 *
 * @param free balance less what is held, micro-units, at least 0
 * @param bids one entry for each bid of {@code meters}
 */
public record WalletState(long free, Map<BidId, BidMoney> bids, List<Metered> meters) {

    public WalletState {
        bids = Map.copyOf(bids);
        meters = List.copyOf(meters);
    }

    /** What the meters whose money lasts cost now, micro-units. */
    public long burnRatePerHourMicros() {
        return meters.stream()
                .filter(meter -> !meter.exhausted())
                .mapToLong(meter -> meter.tariff().ratePerHourMicros())
                .sum();
    }
}
