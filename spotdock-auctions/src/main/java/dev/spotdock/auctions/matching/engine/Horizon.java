package dev.spotdock.auctions.matching.engine;

import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a node, now and later.
 *
 * <p>Notices add their allocation's capacity at their deadline; whoever is nominated takes it from
 * the instant on from which it is there for good. What may be taken at once is the least over all
 * instants: so nobody takes what a nominated newcomer counts on.
 *
 * @param now free and not promised from now on
 * @param changes by instant, ascending, one for each; an instant may be past while a victim stops
 */
record Horizon(Room now, List<Change> changes) {

    /** What comes, or is taken, at an instant. */
    record Change(Instant at, Room by) {}

    static Horizon of(Room now) {
        return new Horizon(now, List.of());
    }

    /** What may be taken at once, and kept. */
    Room open() {
        Room level = now;
        Room least = now;
        for (Change change : changes) {
            level = level.plus(change.by());
            least = least.min(level);
        }
        return least;
    }

    /** What is left in the end. */
    Room end() {
        Room level = now;
        for (Change change : changes) {
            level = level.plus(change.by());
        }
        return level;
    }

    /**
     * From when on the demand fits for good.
     *
     * @param demand one that fits in the end
     * @return null: from now on
     */
    @Nullable Instant from(Resources demand) {
        Room level = now;
        boolean fits = level.holds(demand);
        Instant from = null;
        for (Change change : changes) {
            level = level.plus(change.by());
            boolean fitsThen = level.holds(demand);
            if (fitsThen && !fits) {
                from = change.at();
            }
            fits = fitsThen;
        }
        return from;
    }

    /**
     * With a change.
     *
     * @param at null: now
     */
    Horizon with(@Nullable Instant at, Room by) {
        if (at == null) {
            return new Horizon(now.plus(by), changes);
        }
        List<Change> result = new ArrayList<>(changes.size() + 1);
        Room then = by;
        int before = 0;
        while (before < changes.size() && changes.get(before).at().isBefore(at)) {
            result.add(changes.get(before++));
        }
        if (before < changes.size() && changes.get(before).at().equals(at)) {
            then = then.plus(changes.get(before++).by());
        }
        result.add(new Change(at, then));
        result.addAll(changes.subList(before, changes.size()));
        return new Horizon(now, result);
    }
}
