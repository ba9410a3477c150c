package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.NodeState;
import dev.spotdock.auctions.matching.engine.MarketView.Nominated;
import dev.spotdock.auctions.matching.engine.MarketView.Notice;
import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
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
import org.jspecify.annotations.Nullable;

/** Markets in the middle of anything, the same for the same seed. Small, with many ties. */
final class RandomMarket {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final int[] STEPS = {0, 500, 500, 500, 1000, 2500};

    private final Random random;

    /** Many small ones at one price: large plans, and nodes that cost the same. */
    private final boolean crowded;

    private final List<Resources> shapes = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<Nominated> nominations = new ArrayList<>();

    private RandomMarket(Random random) {
        this.random = random;
        this.crowded = random.nextInt(6) == 0;
        int kinds = 1 + random.nextInt(5);
        for (int i = 0; i < kinds; i++) {
            shapes.add(shape());
        }
    }

    static MarketView of(long seed) {
        return new RandomMarket(new Random(seed)).view();
    }

    private MarketView view() {
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            nodes.add(new Node("n" + i, capacity(), state()));
        }
        nodes.forEach(this::fill);
        if (random.nextInt(10) == 0) {
            Node node = nodes.removeFirst();
            nodes.add(new Node(node.name(), capacity(), node.state()));
        }
        int bids = random.nextInt(14);
        for (int i = 0; i < bids; i++) {
            waiting.add(bid(i));
        }
        waiting.forEach(this::nominate);
        Collections.shuffle(nodes, random);
        Collections.shuffle(running, random);
        Collections.shuffle(waiting, random);
        return new MarketView(NOW, rules(random), nodes, running, waiting, nominations);
    }

    static MarketRules rules(Random random) {
        int given = random.nextInt(3) == 0 ? 4 + random.nextInt(10) : random.nextInt(2);
        return new MarketRules(
                SlotShape.DEFAULT,
                10,
                STEPS[random.nextInt(STEPS.length)],
                random.nextInt(4) != 0,
                new NoticeBudget(
                        random.nextInt(70), given, given == 0 ? null : NOW.plusSeconds(7)));
    }

    private Resources shape() {
        if (crowded) {
            int size = 1 << random.nextInt(5);
            return new Resources(250L * size, 512L * size, 0);
        }
        int gpus = random.nextInt(6) == 0 ? 1 : 0;
        return new Resources(500L * (1 + random.nextInt(8)), 1024L * (1 + random.nextInt(8)), gpus);
    }

    private Resources capacity() {
        int gpus = random.nextInt(3) == 0 ? random.nextInt(3) : 0;
        return new Resources(
                1000L * (1 + random.nextInt(8)), 2048L * (1 + random.nextInt(8)), gpus);
    }

    private NodeState state() {
        return switch (random.nextInt(10)) {
            case 0 -> NodeState.CORDONED;
            case 1 -> NodeState.DRAINING;
            default -> NodeState.SCHEDULABLE;
        };
    }

    private Resources anyShape() {
        return random.nextInt(5) == 0 ? shape() : shapes.get(random.nextInt(shapes.size()));
    }

    private void fill(Node node) {
        Room left = Room.of(node.capacity());
        for (int tries = random.nextInt(crowded ? 40 : 10); tries >= 0; tries--) {
            Resources shape = crowded ? shapes.getFirst() : anyShape();
            if (left.holds(shape)) {
                left = left.minus(shape);
                running.add(allocation(node, shape));
            }
        }
    }

    private Running allocation(Node node, Resources shape) {
        int id = running.size();
        long price = crowded ? 12 : 10L + random.nextInt(12);
        Instant started = NOW.minusSeconds(20L * random.nextInt(7));
        return new Running(
                new AllocationId(new UUID(1, id)),
                new BidId(new UUID(2, id)),
                node.name(),
                shape,
                price,
                perHour(random, price, shape),
                random.nextInt(crowded ? 40 : 5) == 0 ? null : started,
                Duration.ofSeconds(30L * random.nextInt(4)),
                Duration.ofSeconds(10L * random.nextInt(6)),
                !crowded && random.nextInt(12) == 0,
                notice());
    }

    private @Nullable Notice notice() {
        if (random.nextInt(crowded ? 20 : 4) != 0) {
            return null;
        }
        ReasonCode cause = random.nextInt(5) == 0 ? ReasonCode.DRILL : ReasonCode.OUTBID;
        return new Notice(NOW.plusSeconds(10L * (random.nextInt(6) - 1)), cause);
    }

    /** Mostly as the price says, sometimes more: a surcharge. */
    static long perHour(Random random, long price, Resources shape) {
        long plain = Math.ceilDiv(price * SlotShape.DEFAULT.milliSlots(shape), 1000L);
        return random.nextInt(4) == 0 ? plain * (100 + random.nextInt(60)) / 100 : plain;
    }

    private Waiting bid(int id) {
        Resources shape = anyShape();
        long price = 9L + random.nextInt(18);
        return new Waiting(
                new BidId(new UUID(3, id)),
                random.nextInt(3),
                100 - id,
                price,
                perHour(random, price, shape),
                shape,
                switch (random.nextInt(12)) {
                    case 0 -> ReasonCode.QUOTA;
                    case 1 -> ReasonCode.INSUFFICIENT_FUNDS;
                    default -> null;
                });
    }

    private void nominate(Waiting bid) {
        if (random.nextInt(3) != 0) {
            return;
        }
        Node node = nodes.get(random.nextInt(nodes.size()));
        List<AllocationId> victims =
                running.stream()
                        .filter(r -> r.node().equals(node.name()) && r.noticed() != null)
                        .filter(_ -> random.nextBoolean())
                        .map(Running::allocationId)
                        .toList();
        nominations.add(new Nominated(bid.bidId(), node.name(), NOW.plusSeconds(20), victims));
    }
}
