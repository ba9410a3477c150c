package dev.spotdock.auctions.matching.engine;

import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Nodes by how many milli-slots are open on them, so that the best fit is found among few.
 *
 * <p>Taking a demand away leaves at least the difference of the milli-slots (they are a maximum,
 * rounded up): nodes are tried from the fullest that could hold it, until none can be left fuller.
 */
final class FreeIndex {

    private static final int INDEX_BITS = 21;
    private static final long INDEX_MASK = (1L << INDEX_BITS) - 1;

    /** Beyond it the order is of no use, but still a lower bound. */
    private static final long MILLI_SLOTS_MAX = (1L << (62 - INDEX_BITS)) - 1;

    private final SlotShape slot;
    private final List<NodeLedger> nodes;

    // What is open on each node, flat: most searches look at many nodes.
    private final long[] cpuMillis;
    private final long[] memoryMiB;
    private final long[] gpus;

    /** Milli-slots, then the node's index; ascending. */
    private final long[] keys;

    private final long[] keyOf;

    /** Shapes that fit no node. */
    private final Set<Resources> unplaceable = new HashSet<>();

    FreeIndex(SlotShape slot, List<NodeLedger> nodes) {
        if (nodes.size() > INDEX_MASK) {
            throw new IllegalArgumentException("more than two million nodes in one pool");
        }
        this.slot = slot;
        this.nodes = nodes;
        this.cpuMillis = new long[nodes.size()];
        this.memoryMiB = new long[nodes.size()];
        this.gpus = new long[nodes.size()];
        this.keyOf = new long[nodes.size()];
        for (NodeLedger node : nodes) {
            put(node.index, node.open());
            keyOf[node.index] = key(node);
        }
        this.keys = keyOf.clone();
        Arrays.sort(keys);
    }

    private void put(int index, Room open) {
        cpuMillis[index] = open.cpuMillis();
        memoryMiB[index] = open.memoryMiB();
        gpus[index] = open.gpus();
    }

    private Room open(int index) {
        return new Room(cpuMillis[index], memoryMiB[index], gpus[index]);
    }

    private long key(NodeLedger node) {
        long milliSlots = slot.milliSlots(node.open().positive());
        return Math.min(milliSlots, MILLI_SLOTS_MAX) << INDEX_BITS | node.index;
    }

    /** The node that the demand leaves the fewest milli-slots open on, then the first by name. */
    @Nullable NodeLedger bestFit(Resources demand) {
        if (unplaceable.contains(demand)) {
            return null;
        }
        long demanded = Math.min(slot.milliSlots(demand), MILLI_SLOTS_MAX);
        int from = Arrays.binarySearch(keys, demanded << INDEX_BITS);
        long fewest = Long.MAX_VALUE;
        int best = Integer.MAX_VALUE;
        for (int i = from < 0 ? -from - 1 : from; i < keys.length; i++) {
            int index = (int) (keys[i] & INDEX_MASK);
            long least = (keys[i] >>> INDEX_BITS) - demanded;
            if (least > fewest || (least == fewest && index > best)) {
                break;
            }
            if (open(index).holds(demand)) {
                long left = slot.milliSlots(open(index).minus(demand).positive());
                if (left < fewest || (left == fewest && index < best)) {
                    fewest = left;
                    best = index;
                }
            }
        }
        if (best == Integer.MAX_VALUE) {
            unplaceable.add(demand);
            return null;
        }
        return nodes.get(best);
    }

    /** The node's open capacity is another one now. */
    void update(NodeLedger node) {
        Room before = open(node.index);
        Room after = node.open();
        if (before.equals(after)) {
            return;
        }
        put(node.index, after);
        if (!before.min(after).equals(after)) {
            unplaceable.removeIf(after::holds);
        }
        long key = key(node);
        move(keyOf[node.index], key);
        keyOf[node.index] = key;
    }

    private void move(long before, long after) {
        int from = Arrays.binarySearch(keys, before);
        int to = Arrays.binarySearch(keys, after);
        if (to >= 0) {
            return;
        }
        int gap = -to - 1;
        if (gap <= from) {
            System.arraycopy(keys, gap, keys, gap + 1, from - gap);
            keys[gap] = after;
        } else {
            System.arraycopy(keys, from + 1, keys, from, gap - 1 - from);
            keys[gap - 1] = after;
        }
    }
}
