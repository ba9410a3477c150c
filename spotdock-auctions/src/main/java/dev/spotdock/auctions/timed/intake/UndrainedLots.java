package dev.spotdock.auctions.timed.intake;

import dev.spotdock.kernel.id.LotId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * What this instance remembers: lots with bids that may not be in PostgreSQL, and the greatest
 * number of each that it has told a bidder. A lot is forgotten when that number is stored, so there
 * are as many as have bids on their way.
 */
@Component
class UndrainedLots {

    private final Map<LotId, Long> acknowledged = new ConcurrentHashMap<>();

    /** A bidder is about to be told this number; 0: the lot may have bids of other instances. */
    void note(LotId lot, long sequence) {
        acknowledged.merge(lot, sequence, Math::max);
    }

    /** The lot is stored up to there. */
    void stored(LotId lot, long upTo) {
        acknowledged.computeIfPresent(lot, (_, sequence) -> sequence <= upTo ? null : sequence);
    }

    /** Lots that are remembered. */
    List<LotId> lots() {
        return List.copyOf(acknowledged.keySet());
    }

    int size() {
        return acknowledged.size();
    }

    /** Numbers that were told, of all lots that are remembered. */
    Map<LotId, Long> all() {
        return Map.copyOf(acknowledged);
    }
}
