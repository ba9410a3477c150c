package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Nodes and the bids for them.
 *
 * @param nodes in the trace's order
 * @param bids by sequence, which is the order of arrival
 * @param span milliseconds from the first arrival to the last, at least 1
 */
record Scenario(List<Trace.Node> nodes, List<Bid> bids, long span) {

    static final SlotShape SLOT = SlotShape.DEFAULT;
    static final long DURATION_SECONDS_MAX = 86_400;
    static final double MEDIAN_UNIT_PRICE = 30_000;
    static final double SIGMA = 0.6;

    /**
     * Keeps prices apart from the choice of nodes: a bid's price depends on nothing but the seed.
     */
    private static final long PRICE_SEED = 0x5DEECE66DL;

    Scenario {
        nodes = List.copyOf(nodes);
        bids = List.copyOf(bids);
    }

    /** One resource of a shape. */
    enum Resource {
        CPU,
        MEMORY,
        GPU;

        long of(Resources resources) {
            return switch (this) {
                case CPU -> resources.cpuMillis();
                case MEMORY -> resources.memoryMiB();
                case GPU -> resources.gpus();
            };
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Draws nodes and prices, and squeezes the arrivals, not the durations, until all work divided
     * by the span of the arrivals is {@code load} times the capacity, for the scarcest resource.
     *
     * @param scale share of the nodes, more than 0, at most 1
     * @param load more than 0
     */
    static Scenario draw(Trace trace, long seed, double scale, double load) {
        List<Trace.Node> nodes = sample(trace.nodes(), seed, scale);
        List<Trace.Task> tasks = trace.tasks();
        long span = span(tasks, nodes, load);
        long first = tasks.getFirst().createdSecond();
        long seconds = Math.max(1, tasks.getLast().createdSecond() - first);
        long[] prices = prices(tasks, seed);
        int[] priorities = priorities(tasks, prices);
        List<Bid> bids = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            Trace.Task task = tasks.get(i);
            long slots = SLOT.milliSlots(task.resources());
            long arrival = Math.round((task.createdSecond() - first) * (double) span / seconds);
            bids.add(
                    new Bid(
                            i,
                            task.resources(),
                            slots,
                            prices[i],
                            prices[i] * 1000 / slots,
                            priorities[i],
                            arrival,
                            arrival + 1000 * wanted(task)));
        }
        return new Scenario(nodes, bids, span);
    }

    Resources capacity() {
        return total(nodes);
    }

    private static Resources total(List<Trace.Node> nodes) {
        return nodes.stream().map(Trace.Node::capacity).reduce(Resources.NONE, Resources::plus);
    }

    private static long wanted(Trace.Task task) {
        return Math.min(DURATION_SECONDS_MAX, task.durationSeconds());
    }

    private static List<Trace.Node> sample(List<Trace.Node> all, long seed, double scale) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        int count = (int) Math.max(1, Math.round(all.size() * scale));
        return order.stream().limit(count).sorted().map(all::get).toList();
    }

    /** The scarcest resource decides; one that the sample has nothing of cannot. */
    private static long span(List<Trace.Task> tasks, List<Trace.Node> nodes, double load) {
        double longest = 1;
        for (Resource resource : Resource.values()) {
            double work = 0;
            for (Trace.Task task : tasks) {
                work += resource.of(task.resources()) * 1000.0 * wanted(task);
            }
            long capacity = resource.of(total(nodes));
            if (capacity > 0) {
                longest = Math.max(longest, work / (load * capacity));
            }
        }
        return Math.round(longest);
    }

    /** Micro-units per hour; the unit price is log-normal. */
    private static long[] prices(List<Trace.Task> tasks, long seed) {
        Random random = new Random(seed ^ PRICE_SEED);
        long[] prices = new long[tasks.size()];
        for (int i = 0; i < prices.length; i++) {
            double unitPrice = MEDIAN_UNIT_PRICE * StrictMath.exp(SIGMA * random.nextGaussian());
            long slots = SLOT.milliSlots(tasks.get(i).resources());
            prices[i] = Math.max(1, Math.round(unitPrice * slots / 1000));
        }
        return prices;
    }

    private static int[] priorities(List<Trace.Task> tasks, long[] prices) {
        List<Integer> cheapestFirst = new ArrayList<>();
        for (int i = 0; i < prices.length; i++) {
            cheapestFirst.add(i);
        }
        cheapestFirst.sort(
                Comparator.comparingLong(
                        i -> prices[i] * 1000 / SLOT.milliSlots(tasks.get(i).resources())));
        int[] priorities = new int[prices.length];
        for (int rank = 0; rank < prices.length; rank++) {
            priorities[cheapestFirst.get(rank)] = 1 + (int) (rank * 100L / prices.length);
        }
        return priorities;
    }
}
