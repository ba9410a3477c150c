package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A market small enough to compute by hand: prices per slot-hour, times in seconds. */
final class TinyMarket {

    /** Notice 30 s, minimum run 60 s, minimum step 5 %. */
    static final PoolSettings SETTINGS = PoolSettings.DEFAULT;

    private final List<Trace.Node> nodes = new ArrayList<>();
    private final List<Bid> bids = new ArrayList<>();

    /** A node with room for so many vCPUs and GPUs; memory is never short. */
    TinyMarket node(String name, int cpus, int gpus) {
        nodes.add(new Trace.Node(name, new Resources(cpus * 1000L, 1000, gpus)));
        return this;
    }

    /** A bid for vCPUs alone: as many slots. */
    TinyMarket bid(long unitPrice, int cpus, long fromSecond, long toSecond) {
        return bid(unitPrice, 50, cpus, 0, fromSecond, toSecond);
    }

    /** A bid with a priority from 1 to 100 and GPUs. */
    TinyMarket bid(
            long unitPrice, int priority, int cpus, int gpus, long fromSecond, long toSecond) {
        Resources shape = new Resources(cpus * 1000L, 1, gpus);
        long slots = Scenario.SLOT.milliSlots(shape) / 1000;
        bids.add(
                new Bid(
                        bids.size(),
                        shape,
                        slots * 1000,
                        unitPrice * slots,
                        unitPrice,
                        priority,
                        fromSecond * 1000,
                        toSecond * 1000));
        return this;
    }

    Scenario scenario() {
        long span = bids.stream().mapToLong(Bid::arrival).max().orElse(0);
        return new Scenario(nodes, bids, Math.max(1, span));
    }

    Outcome outcome(Policy policy) {
        return Simulation.run(scenario(), SETTINGS, policy).outcome();
    }

    /** What ran, by the time it ended: {@code "bid 0 on a from 0 to 90 evicted"}. */
    List<String> runs(Policy policy) {
        return Simulation.run(scenario(), SETTINGS, policy).runs().stream()
                .map(run ->
                        "bid %d on %s from %d to %d%s"
                                .formatted(
                                        run.bid().sequence(),
                                        run.machine(),
                                        run.from() / 1000,
                                        run.to() / 1000,
                                        run.evicted() ? " evicted" : ""))
                .toList();
    }

    /** A crowded one: a few nodes, bids of all shapes that come within half an hour. */
    static TinyMarket random(long seed) {
        Random random = new Random(seed);
        TinyMarket market = new TinyMarket();
        for (int i = 0; i < 3; i++) {
            market.node("n" + i, 4 + random.nextInt(13), random.nextInt(5));
        }
        long from = 0;
        for (int i = 0; i < 80; i++) {
            from += random.nextInt(45);
            market.bid(
                    1 + random.nextInt(1000),
                    1 + random.nextInt(100),
                    1 + random.nextInt(6),
                    random.nextInt(3),
                    from,
                    from + 1 + random.nextInt(600));
        }
        return market;
    }
}
