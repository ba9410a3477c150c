package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.bid.WaitReasons;
import dev.spotdock.auctions.matching.engine.MatchPlan.Wait;
import dev.spotdock.kernel.id.BidId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Writes down why bids wait, where that has changed since the last run. */
@Component
class Waits {

    private final WaitReasons reasons;

    Waits(WaitReasons reasons) {
        this.reasons = reasons;
    }

    /** What was written last, by bid. */
    record Known(Map<BidId, Wait> waits) {

        static final Known NOTHING = new Known(Map.of());
    }

    Known record(List<Wait> waits, Known before, Instant at) {
        Map<BidId, Wait> now = new HashMap<>();
        List<WaitReasons.Change> changes = new ArrayList<>();
        for (Wait wait : waits) {
            now.put(wait.bidId(), wait);
            if (!wait.equals(before.waits().get(wait.bidId()))) {
                changes.add(
                        new WaitReasons.Change(
                                wait.bidId(), wait.version(), wait.code(), wait.next()));
            }
        }
        reasons.change(changes, at);
        return new Known(now);
    }
}
