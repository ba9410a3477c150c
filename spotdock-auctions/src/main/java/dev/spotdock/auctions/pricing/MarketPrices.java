package dev.spotdock.auctions.pricing;

import dev.spotdock.auctions.pool.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What a slot-hour costs now, for showing: asked for by everybody, so remembered for a moment. */
@Component
public final class MarketPrices {

    /** A pool has at most one price a second. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private record Known(long unitPrice, Instant until) {}

    private final PriceHistory history;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    MarketPrices(PriceHistory history, InstantSource clock) {
        this.history = history;
        this.clock = clock;
    }

    /** Micro-units per slot-hour, at most a second old; the floor if there was no price yet. */
    public long shown(Pool pool) {
        Instant now = clock.instant();
        Known last = known.get(pool.name());
        if (last == null || !now.isBefore(last.until())) {
            last = new Known(current(pool), now.plus(REMEMBERED));
            known.put(pool.name(), last);
        }
        return last.unitPrice();
    }

    /** The price that applies to what is matched now, in the caller's transaction. */
    public long current(Pool pool) {
        return Math.max(
                pool.floorPrice(),
                history.latest(pool.name()).map(tick -> tick.unitPrice()).orElse(0L));
    }
}
