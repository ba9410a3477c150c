package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.NodeState;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.reservation.window.NodePins;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps what is pinned out of the market: no work is planned on pinned capacity unless it can be
 * noticed and gone before the window opens.
 *
 * <p>A node shows the market its capacity less what is pinned within the usual lead. A plan that
 * would place a bid of a longer lead where more is pinned within that one is made again, with that
 * much less of that node; and if that bid then finds no place at all, once more without it: so it
 * keeps nobody from what it may not use.
 *
 * @param pins by node, of those nodes that have any
 * @param usual how long work needs from its placement until it could be gone, see {@link
 *     dev.spotdock.auctions.reservation.window.Lead}
 * @param longer of the waiting bids that need longer
 */
public record Windows(Map<String, NodePins> pins, Duration usual, Map<BidId, Duration> longer) {

    /** Nothing is pinned. */
    public static final Windows NONE = new Windows(Map.of(), Duration.ZERO, Map.of());

    /** More plans than that are not made: then all that is ever pinned is kept. */
    private static final int PLANS_MAX = 16;

    /** Beyond all windows. */
    private static final Duration EVER = Duration.ofDays(3660);

    public Windows {
        pins = Map.copyOf(pins);
        longer = Map.copyOf(longer);
    }

    /** The plan that the market makes of what is left. */
    public MatchPlan plan(MarketView view, Function<MarketView, MatchPlan> market) {
        if (pins.isEmpty()) {
            return market.apply(view);
        }
        Map<String, Duration> leads = usualLeads();
        Set<BidId> without = new HashSet<>();
        Set<BidId> suspects = new HashSet<>();
        for (int i = 0; i < PLANS_MAX; i++) {
            MatchPlan plan = market.apply(less(without(view, without), leads));
            suspects.removeAll(placed(plan));
            if (!suspects.isEmpty()) {
                without.addAll(suspects);
                suspects.clear();
                leads = usualLeads();
                continue;
            }
            Map<BidId, Want> wanting = wanting(plan, leads, view.now());
            if (wanting.isEmpty()) {
                return explained(plan, view);
            }
            for (Want want : wanting.values()) {
                leads.merge(want.node(), want.lead(), Windows::longer);
            }
            suspects.addAll(wanting.keySet());
        }
        leads.replaceAll((_, _) -> EVER);
        return explained(market.apply(less(without(view, without), leads)), view);
    }

    private Map<String, Duration> usualLeads() {
        Map<String, Duration> leads = new HashMap<>();
        pins.keySet().forEach(node -> leads.put(node, usual));
        return leads;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Set<BidId> placed(MatchPlan plan) {
        Set<BidId> placed = new HashSet<>();
        plan.matches().forEach(match -> placed.add(match.bidId()));
        plan.nominations().forEach(nomination -> placed.add(nomination.bidId()));
        return placed;
    }

    /** Some wait for the end of a window, and are in nobody's way. */
    private static MarketView without(MarketView view, Set<BidId> bids) {
        if (bids.isEmpty()) {
            return view;
        }
        return new MarketView(
                view.now(),
                view.rules(),
                view.nodes(),
                view.running(),
                view.waiting().stream()
                        .map(bid -> bids.contains(bid.bidId()) ? hindered(bid) : bid)
                        .toList(),
                view.nominations());
    }

    private static Waiting hindered(Waiting bid) {
        return new Waiting(
                bid.bidId(),
                bid.version(),
                bid.sequence(),
                bid.effectiveUnitPrice(),
                bid.pricePerHour(),
                bid.resources(),
                ReasonCode.RESERVATION);
    }

    /** The view for one more bid of that lead. */
    public MarketView less(MarketView view, Duration lead) {
        Map<String, Duration> leads = new HashMap<>();
        pins.keySet().forEach(node -> leads.put(node, lead));
        return leads.isEmpty() ? view : less(view, leads);
    }

    private MarketView less(MarketView view, Map<String, Duration> leads) {
        return new MarketView(
                view.now(),
                view.rules(),
                view.nodes().stream()
                        .map(node -> {
                            Duration lead = leads.get(node.name());
                            return lead == null ? node : less(node, lead, view.now());
                        })
                        .toList(),
                view.running(),
                view.waiting(),
                view.nominations());
    }

    private Node less(Node node, Duration lead, Instant now) {
        Resources withheld = withheld(node.name(), now, lead);
        Resources capacity = node.capacity();
        Resources left =
                new Resources(
                        Math.max(0, capacity.cpuMillis() - withheld.cpuMillis()),
                        Math.max(0, capacity.memoryMiB() - withheld.memoryMiB()),
                        Math.max(0, capacity.gpus() - withheld.gpus()));
        return new Node(node.name(), left, node.state());
    }

    private Resources withheld(String node, Instant now, Duration lead) {
        NodePins pinned = pins.get(node);
        return pinned == null ? Resources.NONE : pinned.withheld(now, lead);
    }

    /** A node where somebody was placed for whom more is pinned, and within which lead. */
    private record Want(String node, Duration lead) {}

    private Map<BidId, Want> wanting(MatchPlan plan, Map<String, Duration> leads, Instant now) {
        Map<BidId, Want> wanting = new HashMap<>();
        for (MatchPlan.Match match : plan.matches()) {
            Want want = new Want(match.node(), leadOf(match.bidId()));
            if (isMore(want, leads, now)) {
                wanting.put(match.bidId(), want);
            }
        }
        for (MatchPlan.Nomination later : plan.nominations()) {
            Duration until = Duration.between(now, later.deadline());
            Duration lead = leadOf(later.bidId());
            Want want = new Want(later.node(), until.isNegative() ? lead : lead.plus(until));
            if (isMore(want, leads, now)) {
                wanting.put(later.bidId(), want);
            }
        }
        return wanting;
    }

    private boolean isMore(Want want, Map<String, Duration> leads, Instant now) {
        Duration kept = leads.get(want.node());
        return kept != null
                && want.lead().compareTo(kept) > 0
                && !withheld(want.node(), now, want.lead())
                        .equals(withheld(want.node(), now, kept));
    }

    private Duration leadOf(BidId bid) {
        return longer.getOrDefault(bid, usual);
    }

    /** Of a bid that no node fits only because of what is pinned, that is the reason. */
    private static MatchPlan explained(MatchPlan plan, MarketView view) {
        Map<BidId, Resources> demands =
                view.waiting().stream()
                        .collect(Collectors.toMap(Waiting::bidId, Waiting::resources));
        return new MatchPlan(
                plan.matches(),
                plan.displacements(),
                plan.notices(),
                plan.nominations(),
                plan.withdrawals(),
                plan.marketPrice(),
                plan.waits().stream()
                        .map(wait ->
                                wait.code() == ReasonCode.NO_NODE_FITS
                                                && fitsSomewhere(
                                                        Objects.requireNonNull(
                                                                demands.get(wait.bidId())),
                                                        view)
                                        ? new MatchPlan.Wait(
                                                wait.bidId(),
                                                wait.version(),
                                                ReasonCode.RESERVATION,
                                                wait.next())
                                        : wait)
                        .toList());
    }

    private static boolean fitsSomewhere(Resources demand, MarketView view) {
        return view.nodes().stream()
                .anyMatch(node ->
                        node.state() == NodeState.SCHEDULABLE && demand.fits(node.capacity()));
    }
}
