package dev.spotdock.auctions.matching.engine;

import static java.util.Objects.requireNonNull;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A market that lives: events on virtual time, a plan after each, and the plan comes true. */
final class MarketHistory {

    private static final int STOP_SECONDS_MAX = 10;

    /** What may happen from outside. */
    enum Kind {
        BID,
        CANCEL,
        REPRICE,
        RAISE,
        EXIT,
        START,
        NODE,
        NODE_STATE,
        NOTICES_ELSEWHERE,
        PASS
    }

    /**
     * Something that happens.
     *
     * @param who counted in those that there are, modulo their number
     * @param amount a price, a size or seconds
     */
    record Event(Kind kind, int who, int amount) {

        static Event random(Random random) {
            Kind[] kinds = Kind.values();
            Kind kind = random.nextInt(3) == 0 ? Kind.BID : kinds[random.nextInt(kinds.length)];
            return new Event(kind, random.nextInt(1000), random.nextInt(1000));
        }
    }

    private final MarketRules rules;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<AllocationId, Running> running = new LinkedHashMap<>();
    private final Map<BidId, Waiting> waiting = new LinkedHashMap<>();
    private final Map<BidId, Waiting> bids = new LinkedHashMap<>();
    private List<Nominated> nominations = List.of();
    private final List<Instant> notices = new ArrayList<>();
    private Instant now = RandomMarket.NOW;
    private int ids;

    MarketHistory(long seed) {
        rules = RandomMarket.rules(new Random(seed));
        node(0, 5);
        node(1, 3);
    }

    /** The first thing that goes wrong; null: nothing. */
    static @Nullable String problem(
            long seed, List<Event> events, Function<MarketView, MatchPlan> engine) {
        MarketHistory market = new MarketHistory(seed);
        for (Event event : events) {
            market.happens(event);
            String problem = market.tick(engine);
            if (problem != null) {
                return "after " + event + ": " + problem;
            }
        }
        return market.comesToRest(engine);
    }

    private static <T> @Nullable T any(Map<?, T> map, int who) {
        List<T> all = List.copyOf(map.values());
        return all.isEmpty() ? null : all.get(who % all.size());
    }

    private void happens(Event event) {
        int who = event.who();
        int amount = event.amount();
        switch (event.kind()) {
            case BID -> bid(who, amount);
            case CANCEL -> waiting.values().remove(any(waiting, who));
            case REPRICE -> reprice(any(waiting, who), 9 + amount % 22);
            case RAISE -> raise(any(running, who), amount % 8);
            case EXIT -> running.values().remove(any(running, who));
            case START -> start(any(running, who));
            case NODE -> node(who % 4, 2 + amount % 8);
            case NODE_STATE -> state(any(nodes, who), amount);
            case NOTICES_ELSEWHERE -> {
                for (int i = 0; i < amount % 9; i++) {
                    notices.add(now);
                }
            }
            case PASS -> now = now.plusSeconds(amount % 40);
        }
    }

    private void bid(int who, int amount) {
        Resources shape =
                new Resources(
                        500L * (1 + who % 5), 1024L * (1 + who / 7 % 5), who % 23 == 0 ? 1 : 0);
        int price = 9 + amount % 22;
        BidId id = new BidId(new UUID(3, ids++));
        ReasonCode hindrance = amount % 17 == 0 ? ReasonCode.INSUFFICIENT_FUNDS : null;
        book(new Waiting(id, 1, ids, price, perHour(price, shape), shape, hindrance));
    }

    private static long perHour(long price, Resources shape) {
        return Math.ceilDiv(price * SlotShape.DEFAULT.milliSlots(shape), 1000L);
    }

    private void book(Waiting bid) {
        waiting.put(bid.bidId(), bid);
        bids.put(bid.bidId(), bid);
    }

    private void reprice(@Nullable Waiting bid, int price) {
        if (bid != null) {
            Resources shape = bid.resources();
            long perHour = perHour(price, shape);
            book(new Waiting(bid.bidId(), bid.version() + 1, ids++, price, perHour, shape, null));
        }
    }

    private void requeue(BidId id) {
        Waiting bid = bids.get(id);
        if (bid != null) {
            book(
                    new Waiting(
                            id,
                            bid.version() + 1,
                            bid.sequence(),
                            bid.effectiveUnitPrice(),
                            bid.pricePerHour(),
                            bid.resources(),
                            bid.hindrance()));
        }
    }

    private void put(Running r, long price, @Nullable Instant started, @Nullable Notice noticed) {
        running.put(
                r.allocationId(),
                new Running(
                        r.allocationId(),
                        r.bidId(),
                        r.node(),
                        r.resources(),
                        price,
                        perHour(price, r.resources()),
                        started,
                        r.minRun(),
                        r.notice(),
                        r.pinned(),
                        noticed));
    }

    private void raise(@Nullable Running r, int by) {
        if (r != null) {
            put(r, r.effectiveUnitPrice() + by, r.startedAt(), r.noticed());
        }
    }

    private void start(@Nullable Running r) {
        if (r != null && r.startedAt() == null) {
            put(r, r.effectiveUnitPrice(), now, r.noticed());
        }
    }

    private void node(int which, int slots) {
        String name = "n" + which;
        Resources capacity = new Resources(1000L * slots, 2048L * slots, which % 2);
        nodes.put(name, new Node(name, capacity, NodeState.SCHEDULABLE));
    }

    private void state(@Nullable Node node, int amount) {
        NodeState state =
                switch (amount % 6) {
                    case 0 -> NodeState.CORDONED;
                    case 1 -> NodeState.DRAINING;
                    default -> NodeState.SCHEDULABLE;
                };
        nodes.computeIfPresent(
                node == null ? "" : node.name(),
                (name, before) -> new Node(name, before.capacity(), state));
    }

    private MarketView view() {
        notices.removeIf(at -> !at.isAfter(now.minusSeconds(60)));
        Instant next = notices.isEmpty() ? null : notices.getFirst().plusSeconds(60);
        int started = (int) running.values().stream().filter(r -> r.startedAt() != null).count();
        MarketRules current =
                new MarketRules(
                        rules.slot(),
                        rules.floorPrice(),
                        rules.minimumStepBasisPoints(),
                        rules.evictionMustGain(),
                        new NoticeBudget(started, notices.size(), next));
        return new MarketView(
                now,
                current,
                List.copyOf(nodes.values()),
                List.copyOf(running.values()),
                List.copyOf(waiting.values()),
                nominations);
    }

    private @Nullable String tick(Function<MarketView, MatchPlan> engine) {
        List.copyOf(running.values()).forEach(this::stopIfDue);
        MarketView view = view();
        MatchPlan plan = engine.apply(view);
        MatchPlan expected = NaiveMatching.plan(view);
        if (!plan.equals(expected)) {
            return "at %s\n expected %s\n but was  %s".formatted(now, expected, plan);
        }
        List<String> problems = PlanCheck.problems(view, plan);
        comesTrue(plan);
        return problems.isEmpty() ? null : problems.toString();
    }

    /** A victim needs some seconds to stop. */
    private void stopIfDue(Running r) {
        Notice noticed = r.noticed();
        long stop = r.allocationId().value().getLeastSignificantBits() % STOP_SECONDS_MAX;
        if (noticed != null && !now.isBefore(noticed.deadline().plusSeconds(stop))) {
            running.remove(r.allocationId());
            requeue(r.bidId());
        }
    }

    private void comesTrue(MatchPlan plan) {
        plan.displacements()
                .forEach(displacement -> {
                    running.remove(displacement.allocationId());
                    requeue(displacement.bidId());
                });
        plan.notices()
                .forEach(notice -> {
                    Running r = requireNonNull(running.get(notice.allocationId()));
                    Notice noticed = new Notice(notice.deadline(), ReasonCode.OUTBID);
                    put(r, r.effectiveUnitPrice(), r.startedAt(), noticed);
                    notices.add(now);
                });
        plan.withdrawals()
                .forEach(withdrawal -> {
                    Running r = requireNonNull(running.get(withdrawal.allocationId()));
                    put(r, r.effectiveUnitPrice(), r.startedAt(), null);
                });
        plan.matches().forEach(this::match);
        nominations = plan.nominations().stream().map(MatchPlan.Nomination::standing).toList();
    }

    private void match(MatchPlan.Match match) {
        Waiting bid = requireNonNull(waiting.remove(match.bidId()));
        int id = ids++;
        AllocationId allocation = new AllocationId(new UUID(1, id));
        running.put(
                allocation,
                new Running(
                        allocation,
                        bid.bidId(),
                        match.node(),
                        bid.resources(),
                        bid.effectiveUnitPrice(),
                        bid.pricePerHour(),
                        id % 3 == 0 ? null : now,
                        Duration.ofSeconds(15L * (id % 4)),
                        Duration.ofSeconds(10L * (id % 5)),
                        id % 23 == 0,
                        null));
    }

    /** Without events, plans come to an end: nobody is moved to and fro. */
    private @Nullable String comesToRest(Function<MarketView, MatchPlan> engine) {
        int rounds = 2 * (bids.size() + 1);
        for (int round = 0; round < rounds; round++) {
            MatchPlan plan = engine.apply(view());
            if (plan.matches().isEmpty()
                    && plan.displacements().isEmpty()
                    && plan.notices().isEmpty()
                    && plan.withdrawals().isEmpty()) {
                return null;
            }
            comesTrue(plan);
        }
        return "it does not come to rest";
    }
}
