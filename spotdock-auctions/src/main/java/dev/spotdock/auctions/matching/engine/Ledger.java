package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.NodeState;
import dev.spotdock.auctions.matching.engine.MarketView.Notice;
import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The market while a plan is made: every node, and what is left of the budget. */
final class Ledger {

    final Instant now;
    final MarketRules rules;

    private final Map<String, NodeLedger> byName = new HashMap<>();
    private final List<NodeLedger> nodes = new ArrayList<>();
    private final Map<Resources, Boolean> fitting = new HashMap<>();
    private final FreeIndex free;
    private final long cheapest;
    private final List<NodeLedger> unstarted;
    private @Nullable List<NodeLedger> cheapestFirst;
    private @Nullable List<NodeLedger> leastPriceFirst;

    /** Nodes on which capacity comes, or came while this plan was made. */
    private final Set<NodeLedger> coming = new LinkedHashSet<>();

    /** Notices for newcomers that nobody has claimed yet. */
    private final Map<AllocationId, Running> unclaimed = new LinkedHashMap<>();

    /** Nodes in the order in which they changed: who remembers a node looks here what is new. */
    private final List<NodeLedger> changes = new ArrayList<>();

    private NoticeBudget budget;
    private boolean budgetClosed;

    Ledger(MarketView view) {
        now = view.now();
        rules = view.rules();
        budget = rules.budget();
        List<Node> schedulable = schedulable(view);
        Map<String, Integer> indices = HashMap.newHashMap(schedulable.size());
        schedulable.forEach(node -> indices.put(node.name(), indices.size()));
        Occupants occupants = new Occupants(schedulable.size(), view.running().size(), now);
        List<Running> overdue = new ArrayList<>();
        for (Running running : view.running()) {
            Integer node = indices.get(running.node());
            if (node != null) {
                occupants.add(node, running);
            }
            Notice noticed = running.noticed();
            if (noticed != null && noticed.cause() == ReasonCode.OUTBID) {
                remember(running, noticed, overdue);
            }
        }
        for (Node node : schedulable) {
            nodes.add(new NodeLedger(nodes.size(), node, occupants, rules, now));
        }
        nodes.forEach(node -> byName.put(node.name, node));
        overdue.forEach(this::expect);
        nodes.stream().filter(NodeLedger::hasComing).forEach(coming::add);
        unstarted = nodes.stream().filter(NodeLedger::hasUnstarted).toList();
        cheapest = nodes.stream().mapToLong(NodeLedger::cheapest).min().orElse(Long.MAX_VALUE);
        free = new FreeIndex(rules.slot(), nodes);
    }

    private static List<Node> schedulable(MarketView view) {
        return view.nodes().stream()
                .filter(node -> node.state() == NodeState.SCHEDULABLE)
                .sorted(Comparator.comparing(Node::name))
                .toList();
    }

    private void remember(Running running, Notice noticed, List<Running> overdue) {
        if (noticed.deadline().isAfter(now)) {
            unclaimed.put(running.allocationId(), running);
        } else {
            overdue.add(running);
        }
    }

    /** What is stopping for a newcomer cannot be kept any more: it frees its capacity for sure. */
    private void expect(Running overdue) {
        NodeLedger node = byName.get(overdue.node());
        Notice noticed = overdue.noticed();
        if (node != null && noticed != null) {
            node.change(node.horizon().with(noticed.deadline(), Room.of(overdue.resources())));
        }
    }

    /** Schedulable nodes, by their cheapest candidate. */
    List<NodeLedger> cheapestFirst() {
        if (cheapestFirst == null) {
            cheapestFirst =
                    nodes.stream().sorted(Comparator.comparingLong(NodeLedger::cheapest)).toList();
        }
        return cheapestFirst;
    }

    /** Schedulable nodes on which somebody may have to go, by the least that victims cost. */
    List<NodeLedger> leastPriceFirst() {
        if (leastPriceFirst == null) {
            leastPriceFirst =
                    nodes.stream()
                            .filter(node -> node.leastPrice() < Long.MAX_VALUE)
                            .sorted(Comparator.comparingLong(NodeLedger::leastPrice))
                            .toList();
        }
        return leastPriceFirst;
    }

    /** Schedulable nodes, by name. */
    List<NodeLedger> nodes() {
        return nodes;
    }

    /** Nodes on which something had not started when the plan was begun. */
    List<NodeLedger> unstarted() {
        return unstarted;
    }

    /** Nodes on which capacity may come by notices. */
    Iterable<NodeLedger> coming() {
        return coming;
    }

    /** No bid below this outbids anybody. */
    long cheapest() {
        return cheapest;
    }

    @Nullable NodeLedger node(String name) {
        return byName.get(name);
    }

    /** Nodes in the order in which they changed, with repetitions. */
    List<NodeLedger> changes() {
        return changes;
    }

    /** Whether it would fit a schedulable node that is empty. */
    boolean fitsAnEmptyNode(Resources demand) {
        return fitting.computeIfAbsent(
                demand, d -> nodes.stream().anyMatch(node -> d.fits(node.capacity)));
    }

    @Nullable NodeLedger bestFit(Resources demand) {
        return free.bestFit(demand);
    }

    boolean permits(int notices) {
        return notices == 0 || (!budgetClosed && budget.permits(notices));
    }

    /** What is left of the budget is kept for one that waits for it. */
    void closeBudget() {
        budgetClosed = true;
    }

    boolean isBudgetClosed() {
        return budgetClosed;
    }

    void spend(int notices) {
        budget = budget.after(notices);
    }

    void change(NodeLedger node, Horizon horizon) {
        node.change(horizon);
        free.update(node);
        if (node.hasComing()) {
            coming.add(node);
        }
        changes.add(node);
    }

    /** Somebody waits for this one to go. */
    void take(NodeLedger node, Candidate victim) {
        node.take(victim);
        changes.add(node);
    }

    /** Its notice is justified. */
    void claim(Candidate noticed) {
        unclaimed.remove(noticed.running.allocationId());
    }

    /** Notices that nobody justifies. */
    Collection<Running> unclaimed() {
        return unclaimed.values();
    }
}
