package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schedulable node while a plan is made: what is left of it, and who might give way. */
final class NodeLedger {

    private static final long MILLI = 1000;

    final int index;
    final String name;
    final Resources capacity;

    private final Occupants occupants;
    private final MarketRules rules;
    private final Instant now;

    /** Those who might give way, once they were asked for. */
    private @Nullable List<Candidate> candidates;

    private int unstarted;
    private int noticed;
    private int ripe;
    private final long cheapest;
    private final long leastPrice;
    private long leastPricePerSlot = -1;
    private Horizon horizon;
    private Room open;
    private Room end;
    private int revision;

    /**
     * A node with all that runs there.
     *
     * @param index its place among all nodes, by name
     */
    NodeLedger(
            int index, MarketView.Node node, Occupants occupants, MarketRules rules, Instant now) {
        this.index = index;
        this.name = node.name();
        this.capacity = node.capacity();
        this.occupants = occupants;
        this.rules = rules;
        this.now = now;
        this.unstarted = occupants.unstarted(index);
        this.noticed = occupants.noticed(index);
        this.cheapest =
                occupants.isAnybody(index)
                        ? rules.toOutbid(occupants.cheapest(index))
                        : Long.MAX_VALUE;
        this.leastPrice = occupants.leastPrice(index);
        this.open = occupants.left(index, capacity);
        this.end = open;
        this.horizon = Horizon.of(open);
    }

    Horizon horizon() {
        return horizon;
    }

    /** What may be taken at once, and kept. */
    Room open() {
        return open;
    }

    /**
     * What is left when all that was noticed, and used, has gone and all that is nominated came.
     */
    Room end() {
        return end;
    }

    /** Grows with every change. */
    int revision() {
        return revision;
    }

    void change(Horizon changed) {
        horizon = changed;
        open = changed.open();
        end = changed.end();
        revision++;
    }

    /** Somebody waits for it to go: nobody else may. */
    void take(Candidate candidate) {
        candidates().remove(candidate);
        switch (candidate.stage) {
            case UNSTARTED -> unstarted--;
            case NOTICED -> noticed--;
            case RIPE -> ripe--;
            case YOUNG -> {}
        }
        revision++;
    }

    /** Cheapest first, then most recently started. */
    List<Candidate> candidates() {
        if (candidates == null) {
            candidates = new ArrayList<>();
            for (Running running : occupants.givingWay(index)) {
                Candidate candidate = new Candidate(running, rules, now);
                candidates.add(candidate);
                ripe += candidate.stage == Candidate.Stage.RIPE ? 1 : 0;
            }
            candidates.sort(Candidate.CHEAPEST_FIRST);
        }
        return candidates;
    }

    /** No bid below this outbids anybody here. */
    long cheapest() {
        return cheapest;
    }

    /** Whether somebody here can go at once. */
    boolean hasUnstarted() {
        return unstarted > 0;
    }

    /** Whether somebody here was noticed, and nobody waits for it to go. */
    boolean hasNoticed() {
        return noticed > 0;
    }

    /** Whether capacity comes by notices that were given, to be used or taken already. */
    boolean hasComing() {
        return noticed > 0 || !horizon.changes().isEmpty();
    }

    /** Whether anybody here can be made to go now. */
    boolean hasStoppable() {
        return !candidates().isEmpty() && unstarted + noticed + ripe > 0;
    }

    /**
     * What victims cost at least, micro-units per hour: a lower bound, as those may have gone who
     * were cheapest.
     */
    long leastPrice() {
        return leastPrice;
    }

    /**
     * What victims cost at least if they are to free this much, micro-units per hour: nobody here
     * pays less for a slot than the cheapest, and they take at least the milli-slots missing.
     *
     * <p>A lower bound, like {@link #leastPrice()}.
     */
    long leastPrice(long milliSlotsMissing, SlotShape slot) {
        if (leastPricePerSlot < 0) {
            leastPricePerSlot = Long.MAX_VALUE;
            for (Running running : occupants.givingWay(index)) {
                leastPricePerSlot =
                        Math.min(leastPricePerSlot, Candidate.pricePerSlot(running, slot));
            }
        }
        if (milliSlotsMissing == 0) {
            return 0;
        }
        boolean overflows = Math.multiplyHigh(leastPricePerSlot, milliSlotsMissing) != 0;
        long bySlots = (overflows ? 0 : Math.max(0, leastPricePerSlot * milliSlotsMissing)) / MILLI;
        return Math.max(leastPrice, bySlots);
    }
}
