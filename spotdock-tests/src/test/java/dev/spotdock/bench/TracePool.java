package dev.spotdock.bench;

import dev.spotdock.auctions.matching.engine.MarketRules;
import dev.spotdock.auctions.matching.engine.MarketView;
import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.NodeState;
import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.matching.engine.NoticeBudget;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.kernel.resources.SlotShape;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * A market of the size and mix of the cluster trace that the replay uses: 1,523 nodes of a dozen
 * kinds, 8,000 allocations of 110 shapes, unit prices log-normal. The same for the same seed.
 *
 * <p>GPUs are scarce, processors are not: whoever asks for a GPU must evict, the rest finds room.
 */
final class TracePool {

    static final int ALLOCATIONS = 8000;

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final double MEDIAN_UNIT_PRICE = 30_000;
    private static final double SIGMA = 0.6;
    private static final long FLOOR = 1000;

    /** Every eleventh allocation has begun within its minimum run. */
    private static final int YOUNG_EVERY = 11;

    private static final int OF_RARE_SHAPE_PERCENT = 15;
    private static final int RARE_SHAPES = 92;

    /** After so many shapes that fit nowhere, the GPUs are as good as taken. */
    private static final int MISSES = 500;

    /** Count, then milli-CPUs, MiB and GPUs of each. */
    private static final int[][] NODES = {
        {549, 96_000, 393_216, 8},
        {387, 104_000, 524_288, 2},
        {129, 32_000, 262_144, 0},
        {107, 16_000, 122_880, 2},
        {89, 96_000, 524_288, 0},
        {67, 128_000, 786_432, 8},
        {53, 32_000, 131_072, 4},
        {45, 64_000, 524_288, 0},
        {40, 64_000, 262_144, 2},
        {23, 32_000, 131_072, 0},
        {19, 8_000, 32_768, 1},
        {15, 48_000, 376_832, 4},
    };

    /** How many of a hundred, then milli-CPUs, MiB and GPUs of each. */
    private static final int[][] GPU_SHAPES = {
        {26, 3_152, 5_600, 1},
        {15, 11_300, 49_152, 1},
        {13, 11_908, 47_104, 1},
        {9, 11_400, 48_128, 1},
        {8, 8_000, 30_517, 1},
        {5, 18_708, 64_512, 1},
        {4, 9_810, 41_560, 1},
        {4, 4_000, 22_888, 1},
        {4, 4_000, 15_258, 1},
        {3, 12_000, 24_576, 1},
        {3, 15_700, 58_368, 1},
        {3, 4_152, 10_600, 1},
        {2, 16_000, 32_768, 1},
        {1, 32_200, 132_096, 4},
    };

    private static final int[][] CPU_SHAPES = {
        {35, 12_500, 57_344, 0},
        {27, 32_000, 49_152, 0},
        {16, 8_000, 30_517, 0},
        {12, 15_400, 51_200, 0},
        {10, 16_500, 51_200, 0},
    };

    /** Where an allocation runs; many are moved about before they become objects. */
    private record Placing(Resources shape, int node) {}

    private final Random random;
    private final List<Resources> rare = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Resources> free = new ArrayList<>();
    private final List<Placing> placings = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();

    /** Full of work that asks for GPUs, and with room for other work. */
    TracePool(long seed) {
        random = new Random(seed);
        for (int i = 0; i < RARE_SHAPES; i++) {
            long cpuMillis = 500L * (2 + random.nextInt(40));
            rare.add(new Resources(cpuMillis, cpuMillis * (1 + random.nextInt(5)), 1 - i % 2));
        }
        List<Resources> capacities = new ArrayList<>();
        for (int[] kind : NODES) {
            for (int i = 0; i < kind[0]; i++) {
                capacities.add(resources(kind));
            }
        }
        Collections.shuffle(capacities, random);
        for (Resources capacity : capacities) {
            nodes.add(new Node(name(nodes.size()), capacity, NodeState.SCHEDULABLE));
        }
        nodes.forEach(node -> free.add(node.capacity()));
        fill();
    }

    /** A new string each time, as from a database. */
    private static String name(int node) {
        return "openb-node-%04d".formatted(node);
    }

    private static Resources resources(int[] row) {
        return new Resources(row[1], row[2], row[3]);
    }

    private void fill() {
        int misses = 0;
        while (misses < MISSES) {
            misses = start(gpuShape()) ? 0 : misses + 1;
        }
        while (placings.size() < ALLOCATIONS) {
            start(cpuShape());
        }
        Collections.shuffle(placings, random);
        placings.forEach(placing -> running.add(allocation(placing)));
    }

    private boolean start(Resources shape) {
        int node = nodeFor(shape);
        if (node >= 0) {
            free.set(node, free.get(node).minus(shape));
            placings.add(new Placing(shape, node));
        }
        return node >= 0;
    }

    /** The first that it fits, from anywhere on. */
    private int nodeFor(Resources shape) {
        int start = random.nextInt(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            int node = (start + i) % nodes.size();
            if (shape.fits(free.get(node))) {
                return node;
            }
        }
        return -1;
    }

    private Resources gpuShape() {
        return random.nextInt(100) < OF_RARE_SHAPE_PERCENT
                ? rare.get(2 * random.nextInt(RARE_SHAPES / 2))
                : drawn(GPU_SHAPES);
    }

    private Resources cpuShape() {
        return random.nextInt(100) < OF_RARE_SHAPE_PERCENT
                ? rare.get(1 + 2 * random.nextInt(RARE_SHAPES / 2))
                : drawn(CPU_SHAPES);
    }

    private Resources drawn(int[][] shapes) {
        int left = random.nextInt(100);
        int row = 0;
        while (left >= shapes[row][0]) {
            left -= shapes[row++][0];
        }
        return resources(shapes[row]);
    }

    private Running allocation(Placing placing) {
        Resources shape = placing.shape();
        int id = running.size();
        long unitPrice = unitPrice();
        long startedAgo = id % YOUNG_EVERY == 0 ? 10 : 60 + random.nextInt(36_000);
        return new Running(
                new AllocationId(new UUID(1, id)),
                new BidId(new UUID(2, id)),
                name(placing.node()),
                new Resources(shape.cpuMillis(), shape.memoryMiB(), shape.gpus()),
                unitPrice,
                perHour(unitPrice, shape),
                NOW.minusSeconds(startedAgo),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                false,
                null);
    }

    private long unitPrice() {
        return Math.round(MEDIAN_UNIT_PRICE * StrictMath.exp(SIGMA * random.nextGaussian()));
    }

    private static long perHour(long unitPrice, Resources shape) {
        return Math.ceilDiv(unitPrice * SlotShape.DEFAULT.milliSlots(shape), 1000L);
    }

    /** Bids that find room. */
    TracePool placeable(int count) {
        for (int i = 0; i < count; i++) {
            wait(cpuShape(), unitPrice());
        }
        return this;
    }

    /** Bids that evict: dearer than anybody who runs. */
    TracePool evicting(int count) {
        for (int i = 0; i < count; i++) {
            wait(gpuShape(), 20 * unitPrice());
        }
        return this;
    }

    /** Bids that are too cheap for what they ask for, as most of a long book. */
    TracePool losing(int count) {
        for (int i = 0; i < count; i++) {
            wait(gpuShape(), Math.max(FLOOR, unitPrice() / 20));
        }
        return this;
    }

    private void wait(Resources shape, long unitPrice) {
        int sequence = waiting.size();
        BidId id = new BidId(new UUID(3, sequence));
        waiting.add(
                new Waiting(id, 0, sequence, unitPrice, perHour(unitPrice, shape), shape, null));
    }

    MarketView view() {
        NoticeBudget budget = new NoticeBudget(running.size(), 0, null);
        MarketRules rules = new MarketRules(SlotShape.DEFAULT, FLOOR, 500, true, budget);
        return new MarketView(NOW, rules, nodes, running, waiting, List.of());
    }
}
