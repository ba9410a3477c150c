package dev.spotdock.billing.metering;

import dev.spotdock.billing.metering.rating.BidMoney;
import dev.spotdock.billing.metering.rating.Metered;
import dev.spotdock.billing.metering.rating.WalletState;
import dev.spotdock.kernel.id.BidId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts rows together to what rating works on. */
final class WalletMeters {

    private WalletMeters() {}

    static WalletState state(long free, List<Meter> meters) {
        Map<BidId, BidMoney> bids = new HashMap<>();
        meters.forEach(meter -> bids.put(meter.metered().bidId(), meter.money()));
        List<Metered> metered = meters.stream().map(Meter::metered).toList();
        return new WalletState(free, bids, metered);
    }
}
