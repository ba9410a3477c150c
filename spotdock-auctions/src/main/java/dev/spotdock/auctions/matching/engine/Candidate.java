package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.matching.engine.MarketView.Notice;
import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.time.Instant;
import java.util.Comparator;

/** An allocation that may have to give way to a dearer bid. */
final class Candidate {

    /** Cheapest first, then most recently started; what has not started yet is the most recent. */
    static final Comparator<Candidate> CHEAPEST_FIRST =
            Comparator.<Candidate>comparingLong(c -> c.running.effectiveUnitPrice())
                    .thenComparing(c -> c.startedAt, Comparator.reverseOrder())
                    .thenComparing(
                            c -> c.running.allocationId().value(), Comparator.reverseOrder());

    /** What it takes to make it go. */
    enum Stage {
        /** Not started: goes at once. */
        UNSTARTED,
        /** Noticed already. */
        NOTICED,
        /** May be given notice now. */
        RIPE,
        /** Still within its minimum run. */
        YOUNG
    }

    final Running running;
    final Resources resources;
    final Stage stage;

    /** Since when it could be given notice. */
    final Instant ripeAt;

    /** The least effective unit price that outbids it. */
    final long toOutbid;

    private final Instant startedAt;

    Candidate(Running running, MarketRules rules, Instant now) {
        this.running = running;
        this.resources = running.resources();
        this.toOutbid = rules.toOutbid(running.effectiveUnitPrice());
        Instant started = running.startedAt();
        this.startedAt = started == null ? Instant.MAX : started;
        Instant minRunEnd = started == null ? Instant.MIN : started.plus(running.minRun());
        this.stage = stage(running, minRunEnd, now);
        this.ripeAt = stage == Stage.YOUNG ? minRunEnd : now;
    }

    private static Stage stage(Running running, Instant minRunEnd, Instant now) {
        if (running.noticed() != null) {
            return Stage.NOTICED;
        }
        if (running.startedAt() == null) {
            return Stage.UNSTARTED;
        }
        return minRunEnd.isAfter(now) ? Stage.YOUNG : Stage.RIPE;
    }

    /** When its notice ends, or would if it were given now. */
    Instant deadline(Instant now) {
        Notice noticed = running.noticed();
        return noticed == null ? now.plus(running.notice()) : noticed.deadline();
    }

    /** What this one pays at most for a slot, micro-units per hour, rounded down. */
    static long pricePerSlot(Running running, SlotShape slot) {
        long milliSlots = Math.max(1, slot.milliSlots(running.resources()));
        long thousandfold = running.pricePerHour() * 1000;
        return Math.multiplyHigh(running.pricePerHour(), 1000) == 0 && thousandfold >= 0
                ? thousandfold / milliSlots
                : 0;
    }

    /** Whether stopping it takes a new notice. */
    boolean needsNotice() {
        return stage == Stage.RIPE || stage == Stage.YOUNG;
    }
}
