package dev.spotdock.auctions.matching.engine;

import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the node whose victims cost least, for one shape and one means, again and again while plans
 * change the market.
 *
 * <p>Which victims a node would take does not depend on the newcomer's price (see {@link
 * Selection}), only whether they are allowed to be. So every node is kept by what its victims pay
 * together: first by a lower bound, and by the exact sum once the bound has come to the front.
 */
final class VictimSearch {

    /**
     * A node in the queue.
     *
     * @param price of the victims; at most that, while there is no selection
     * @param victims how many; -1 while there is no selection
     * @param revision of the node that this describes
     */
    private record Entry(
            NodeLedger node, long price, int victims, int revision, @Nullable Selection selection)
            implements Comparable<Entry> {

        /** Rule 5; bounds come before sums that they may turn out to be less than. */
        @Override
        public int compareTo(Entry other) {
            int byPrice = Long.compare(price, other.price);
            int byVictims = byPrice == 0 ? Integer.compare(victims, other.victims) : byPrice;
            return byVictims == 0 ? Integer.compare(node.index, other.node.index) : byVictims;
        }

        boolean isStale() {
            return revision != node.revision();
        }
    }

    private final Means means;
    private final Resources demand;
    private final Ledger ledger;
    private final boolean pricesFall;
    private final boolean anyBudget;
    private final long highest;
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();

    /** Nodes by the least that victims cost there: looked at only when it is their turn. */
    private final List<NodeLedger> ahead;

    private int next;

    /** By index, the nodes that have been in the queue. */
    private final BitSet met;

    /** How many of the market's changes the queue knows. */
    private int seen;

    private VictimSearch(
            Means means,
            Resources demand,
            Ledger ledger,
            long highest,
            boolean pricesFall,
            boolean anyBudget) {
        this.means = means;
        this.demand = demand;
        this.ledger = ledger;
        this.pricesFall = pricesFall;
        this.anyBudget = anyBudget;
        this.highest = highest;
        this.ahead = means == Means.EVICT ? ledger.leastPriceFirst() : List.of();
        this.met = new BitSet(ledger.nodes().size());
        means.nodes(ledger).forEach(this::enqueueIfDue);
        this.seen = ledger.changes().size();
    }

    /** For newcomers of any price, in any order. */
    static VictimSearch of(Means means, Resources demand, Ledger ledger) {
        return new VictimSearch(means, demand, ledger, Long.MAX_VALUE, false, false);
    }

    /** As if the budget were without limit. */
    static VictimSearch ofAnyBudget(Means means, Resources demand, Ledger ledger) {
        return new VictimSearch(means, demand, ledger, Long.MAX_VALUE, false, true);
    }

    /**
     * For newcomers each at most as dear as the one before: who was too cheap for a node, the next
     * is too.
     *
     * @param highest the first one's effective unit price
     */
    static VictimSearch ofFallingPrices(
            Means means, Resources demand, Ledger ledger, long highest) {
        return new VictimSearch(means, demand, ledger, highest, true, false);
    }

    /** The victims that this newcomer may have, of the node where they cost least; null: none. */
    @Nullable Selection find(Newcomer newcomer) {
        catchUp();
        List<Entry> aside = new ArrayList<>();
        Selection found = null;
        Entry best = first();
        while (best != null && !isTooDear(best, newcomer)) {
            queue.remove();
            Selection selection = best.selection();
            if (selection == null) {
                evaluate(best.node());
            } else if (isAllowed(selection, newcomer)) {
                found = selection;
                aside.add(best);
                break;
            } else if (!isHopeless(selection, newcomer)) {
                aside.add(best);
            }
            best = first();
        }
        queue.addAll(aside);
        return found;
    }

    /** Then so are all that follow. */
    private boolean isTooDear(Entry entry, Newcomer newcomer) {
        return ledger.rules.evictionMustGain()
                && entry.price() > 0
                && entry.price() >= newcomer.pricePerHour();
    }

    private boolean isAllowed(Selection selection, Newcomer newcomer) {
        return selection.isOutbidBy(newcomer)
                && selection.isWorthIt(newcomer, ledger.rules)
                && (anyBudget || ledger.permits(selection.notices()));
    }

    /** Whether no later newcomer may have these victims either: the budget never grows. */
    private boolean isHopeless(Selection selection, Newcomer newcomer) {
        return pricesFall
                && (!selection.isOutbidBy(newcomer) || !ledger.permits(selection.notices()));
    }

    private void evaluate(NodeLedger node) {
        Selection selection =
                means.concerns(node)
                        ? Selection.of(node, means.room(node), demand, means::concerns)
                        : null;
        if (selection != null) {
            queue.add(
                    new Entry(
                            node,
                            selection.price(),
                            selection.victims().size(),
                            node.revision(),
                            selection));
        }
    }

    /** The best that is not outdated, once nobody ahead can be better; null: none is left. */
    private @Nullable Entry first() {
        Entry first = current();
        while (next < ahead.size()
                && (first == null || ahead.get(next).leastPrice() <= first.price())) {
            NodeLedger node = ahead.get(next++);
            if (!met.get(node.index)) {
                enqueue(node);
            }
            first = current();
        }
        return first;
    }

    private @Nullable Entry current() {
        Entry first = queue.peek();
        while (first != null && first.isStale()) {
            queue.remove();
            first = queue.peek();
        }
        return first;
    }

    private void catchUp() {
        List<NodeLedger> changes = ledger.changes();
        for (; seen < changes.size(); seen++) {
            NodeLedger node = changes.get(seen);
            boolean last = seen + 1 == changes.size() || !node.equals(changes.get(seen + 1));
            if (last) {
                enqueueIfDue(node);
            }
        }
    }

    /** One that is still ahead comes in its turn, unless nobody has to go there at all. */
    private void enqueueIfDue(NodeLedger node) {
        if (ahead.isEmpty() || met.get(node.index) || means.room(node).holds(demand)) {
            enqueue(node);
        }
    }

    /** Puts the node into the queue with a lower bound, if the demand could fit there at all. */
    private void enqueue(NodeLedger node) {
        met.set(node.index);
        Room room = means.room(node);
        long least = 0;
        if (!room.holds(demand)) {
            if (node.cheapest() > highest
                    || !means.mayMakeRoom(node)
                    || !demand.fits(node.capacity)) {
                return;
            }
            SlotShape slot = ledger.rules.slot();
            least = node.leastPrice(slot.milliSlots(Room.lacking(demand, room)), slot);
        }
        queue.add(new Entry(node, least, -1, node.revision(), null));
    }
}
