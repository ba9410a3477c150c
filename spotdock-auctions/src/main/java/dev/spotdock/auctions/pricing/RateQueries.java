package dev.spotdock.auctions.pricing;

import dev.spotdock.auctions.ListRates;
import dev.spotdock.auctions.ListRates.Rates;
import dev.spotdock.auctions.ListRates.Step;
import dev.spotdock.auctions.ListRates.Stretch;
import dev.spotdock.auctions.pricing.RateRows.Window;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Answers what running costs, from prices and maxima. */
@Component
class RateQueries {

    private final PriceLock lock;
    private final RateRows rows;

    RateQueries(PriceLock lock, RateRows rows) {
        this.lock = lock;
        this.rows = rows;
    }

    /** Only what is read after the wait is complete: each statement sees what is committed then. */
    @QueryHandler
    Rates handle(ListRates query) {
        Instant completeUntil =
                lock.completeUntil(
                        query.stretches().stream()
                                .map(stretch -> stretch.allocationId().value())
                                .toList());
        Map<AllocationId, RatedBid> bids = rows.bids(query.stretches());
        Map<String, NavigableMap<Instant, Long>> prices =
                rows.prices(windows(query.stretches(), bids).values());
        Map<AllocationId, List<Step>> steps = new HashMap<>();
        for (Stretch stretch : query.stretches()) {
            RatedBid bid = bid(bids, stretch);
            steps.put(
                    stretch.allocationId(),
                    bid.steps(
                            prices.getOrDefault(bid.pool(), Collections.emptyNavigableMap()),
                            stretch.from(),
                            stretch.until()));
        }
        return new Rates(steps, completeUntil);
    }

    private static Map<String, Window> windows(
            List<Stretch> stretches, Map<AllocationId, RatedBid> bids) {
        Map<String, Window> windows = new HashMap<>();
        for (Stretch stretch : stretches) {
            String pool = bid(bids, stretch).pool();
            Instant last =
                    stretch.until().isAfter(stretch.from()) ? stretch.until() : stretch.from();
            windows.merge(pool, new Window(pool, stretch.from(), last), Window::and);
        }
        return windows;
    }

    private static RatedBid bid(Map<AllocationId, RatedBid> bids, Stretch stretch) {
        RatedBid bid = bids.get(stretch.allocationId());
        if (bid == null) {
            throw new IllegalArgumentException("there is no " + stretch.allocationId());
        }
        return bid;
    }
}
