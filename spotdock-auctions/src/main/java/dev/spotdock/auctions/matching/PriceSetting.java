package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.matching.engine.MatchPlan.MarketPrice;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.auctions.pricing.MarketPrices;
import dev.spotdock.auctions.pricing.PriceHistory;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Makes a plan's price the pool's: recorded first, then applied. */
@Component
class PriceSetting {

    private final PriceHistory history;
    private final MarketPrices prices;
    private final Pools pools;

    PriceSetting(PriceHistory history, MarketPrices prices, Pools pools) {
        this.history = history;
        this.prices = prices;
        this.pools = pools;
    }

    /** Whether the price is the pool's already. */
    boolean isSet(String pool, MarketPrice price) {
        return history.latest(pool)
                .filter(tick -> tick.unitPrice() == price.unitPrice())
                .isPresent();
    }

    /** False if it comes too soon after the last one: then a later run sets it. */
    boolean set(String pool, MarketPrice price, Instant at) {
        return history.record(pool, price.unitPrice(), price.setBy(), at) || isSet(pool, price);
    }

    /** What applies to what is matched now, micro-units per slot-hour. */
    long current(String pool) {
        return prices.current(pools.rulesFor(pool));
    }
}
