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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A market in words: shapes are whole slots (1 vCPU, 2 GiB), prices micro-units per slot-hour.
 *
 * <p>What runs has run for ten minutes, with a minimum run of 60 s and 30 s of notice.
 */
final class Scene {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long FLOOR = 10;

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final List<Nominated> nominations = new ArrayList<>();
    private final Map<UUID, String> names = new HashMap<>();
    private NoticeBudget budget = new NoticeBudget(8, 0, null);
    private boolean mustGain = true;
    private int step = 500;

    static Resources slots(long count) {
        return new Resources(1000 * count, 2048 * count, 0);
    }

    private UUID id(String name) {
        UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        names.put(id, name);
        return id;
    }

    private String name(UUID id) {
        return names.getOrDefault(id, id.toString());
    }

    Scene step(int basisPoints) {
        step = basisPoints;
        return this;
    }

    Scene anyGain() {
        mustGain = false;
        return this;
    }

    Scene budget(int allRunning, int given) {
        budget = new NoticeBudget(allRunning, given, given == 0 ? null : NOW.plusSeconds(40));
        return this;
    }

    Scene node(String name, long slots) {
        return node(name, slots(slots), NodeState.SCHEDULABLE);
    }

    Scene node(String name, Resources capacity, NodeState state) {
        nodes.put(name, new Node(name, capacity, state));
        return this;
    }

    Scene runs(String name, String node, long slots, long price) {
        return runs(name, node, slots(slots), price);
    }

    Scene runs(String name, String node, Resources resources, long price) {
        return put(
                name,
                new Running(
                        new AllocationId(id(name)),
                        new BidId(id("bid of " + name)),
                        node,
                        resources,
                        price,
                        perHour(resources, price),
                        NOW.minusSeconds(600),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(30),
                        false,
                        null));
    }

    private Scene put(String name, Running changed) {
        running.put(name, changed);
        return this;
    }

    private Running get(String name) {
        return requireNonNull(running.get(name));
    }

    private static Running with(
            Running r,
            @Nullable Instant started,
            Duration notice,
            boolean pinned,
            @Nullable Notice noticed) {
        return new Running(
                r.allocationId(),
                r.bidId(),
                r.node(),
                r.resources(),
                r.effectiveUnitPrice(),
                r.pricePerHour(),
                started,
                r.minRun(),
                notice,
                pinned,
                noticed);
    }

    Scene startedAgo(String name, int seconds) {
        Running r = get(name);
        Instant started = NOW.minusSeconds(seconds);
        return put(name, with(r, started, r.notice(), r.pinned(), r.noticed()));
    }

    Scene matchedOnly(String name) {
        Running r = get(name);
        return put(name, with(r, null, r.notice(), r.pinned(), r.noticed()));
    }

    Scene asksForNotice(String name, int seconds) {
        Running r = get(name);
        Duration notice = Duration.ofSeconds(seconds);
        return put(name, with(r, r.startedAt(), notice, r.pinned(), r.noticed()));
    }

    Scene reserved(String name) {
        Running r = get(name);
        return put(name, with(r, r.startedAt(), r.notice(), true, r.noticed()));
    }

    /** Its notice ends in so many seconds. */
    Scene noticed(String name, int seconds) {
        return noticed(name, seconds, ReasonCode.OUTBID);
    }

    Scene noticed(String name, int seconds, ReasonCode cause) {
        Running r = get(name);
        Notice notice = new Notice(NOW.plusSeconds(seconds), cause);
        return put(name, with(r, r.startedAt(), r.notice(), r.pinned(), notice));
    }

    Scene bids(String name, long slots, long price) {
        return bids(name, slots(slots), price, null);
    }

    Scene bids(String name, Resources resources, long price, @Nullable ReasonCode hindrance) {
        waiting.put(
                name,
                new Waiting(
                        new BidId(id(name)),
                        1,
                        waiting.size(),
                        price,
                        perHour(resources, price),
                        resources,
                        hindrance));
        return this;
    }

    private static long perHour(Resources resources, long price) {
        return Math.ceilDiv(price * SlotShape.DEFAULT.milliSlots(resources), 1000L);
    }

    Scene nominated(String bid, String node, int seconds, String... victims) {
        nominations.add(
                new Nominated(
                        new BidId(id(bid)),
                        node,
                        NOW.plusSeconds(seconds),
                        Stream.of(victims).map(victim -> new AllocationId(id(victim))).toList()));
        return this;
    }

    MarketView view() {
        return new MarketView(
                NOW,
                new MarketRules(SlotShape.DEFAULT, FLOOR, step, mustGain, budget),
                List.copyOf(nodes.values()),
                List.copyOf(running.values()),
                List.copyOf(waiting.values()),
                nominations);
    }

    MatchPlan plan() {
        return MatchingEngine.plan(view());
    }

    Quote quote(long slots) {
        return quote(slots(slots));
    }

    Quote quote(Resources demand) {
        return MatchingEngine.quote(view(), demand, 0);
    }

    /** What happens, in words. */
    List<String> happens() {
        MatchPlan plan = plan();
        List<String> words = new ArrayList<>();
        plan.displacements()
                .forEach(d -> words.add(name(d.forBid()) + " displaces " + name(d.allocationId())));
        plan.notices()
                .forEach(n ->
                        words.add(
                                "%s evicts %s in %d s"
                                        .formatted(
                                                name(n.forBid()),
                                                name(n.allocationId()),
                                                seconds(n.deadline()))));
        plan.matches().forEach(m -> words.add(name(m.bidId()) + " on " + m.node()));
        plan.nominations()
                .forEach(n ->
                        words.add(
                                "%s on %s in %d s, %s"
                                        .formatted(
                                                name(n.bidId()),
                                                n.node(),
                                                seconds(n.deadline()),
                                                n.origin())));
        plan.withdrawals().forEach(w -> words.add(name(w.allocationId()) + " stays"));
        return words;
    }

    /** Why the bid waits, and for how many seconds if that is known. */
    String reason(String bid) {
        return plan().waits().stream()
                .filter(wait -> name(wait.bidId()).equals(bid))
                .map(w ->
                        w.next() == null
                                ? w.code().wireName()
                                : w.code().wireName() + " " + seconds(w.next()) + " s")
                .findFirst()
                .orElse("none");
    }

    String marketPrice() {
        MatchPlan.MarketPrice price = plan().marketPrice();
        return price.setBy() == null
                ? price.unitPrice() + " by nobody"
                : price.unitPrice() + " by " + name(price.setBy());
    }

    private String name(BidId id) {
        return name(id.value());
    }

    private String name(AllocationId id) {
        return name(id.value());
    }

    private static long seconds(Instant at) {
        return Duration.between(NOW, at).toSeconds();
    }
}
