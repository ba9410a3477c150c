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
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The market while a plan is made: every node, and what is left of the budget. */
final class Ledger {

    final Instant now;
    final MarketRules rules;

    private final Map<String, NodeLedger> byName = new HashMap<>();
    private final List<NodeLedger> nodes = new ArrayList<>();
    private final List<Resources> capacities;
    private final Map<Resources, Boolean> fitting = new HashMap<>();
    private final FreeIndex free;
    private final List<NodeLedger> cheapestFirst;

    /** Nodes on which capacity comes, or came while this plan was made. */
    private final Set<NodeLedger> coming = new LinkedHashSet<>();

    /** Notices for newcomers that nobody has claimed yet. */
    private final Map<AllocationId, Candidate> unclaimed = new LinkedHashMap<>();

    /** Nodes in the order in which they changed: who remembers a node looks here what is new. */
    private final List<NodeLedger> changes = new ArrayList<>();

    private NoticeBudget budget;
    private boolean budgetClosed;

    Ledger(MarketView view) {
        now = view.now();
        rules = view.rules();
        budget = rules.budget();
        view.nodes().stream()
                .filter(node -> node.state() == NodeState.SCHEDULABLE)
                .sorted(Comparator.comparing(Node::name))
                .forEach(node -> nodes.add(new NodeLedger(nodes.size(), node)));
        nodes.forEach(node -> byName.put(node.name, node));
        List<Running> overdue = new ArrayList<>();
        for (Running running : view.running()) {
            if (isOverdue(running)) {
                overdue.add(running);
            }
            occupy(running);
        }
        overdue.forEach(this::expect);
        nodes.stream().filter(NodeLedger::hasComing).forEach(coming::add);
        cheapestFirst =
                nodes.stream().sorted(Comparator.comparingLong(NodeLedger::cheapest)).toList();
        capacities =
                nodes.stream().map(node -> node.capacity).collect(Collectors.toSet()).stream()
                        .toList();
        free = new FreeIndex(rules.slot(), nodes);
    }

    private void occupy(Running running) {
        NodeLedger node = byName.get(running.node());
        if (node != null) {
            node.occupy(running.resources());
        }
        Notice noticed = running.noticed();
        boolean claimable =
                noticed == null
                        || (noticed.cause() == ReasonCode.OUTBID
                                && noticed.deadline().isAfter(now));
        if (!claimable || (noticed == null && (running.pinned() || node == null))) {
            return;
        }
        Candidate candidate = new Candidate(running, rules, now);
        if (noticed != null) {
            unclaimed.put(running.allocationId(), candidate);
        }
        if (node != null && !running.pinned()) {
            node.add(candidate);
        }
    }

    private boolean isOverdue(Running running) {
        Notice noticed = running.noticed();
        return noticed != null
                && noticed.cause() == ReasonCode.OUTBID
                && !noticed.deadline().isAfter(now);
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
        return cheapestFirst;
    }

    /** Nodes on which capacity may come by notices. */
    Iterable<NodeLedger> coming() {
        return coming;
    }

    /** No bid below this outbids anybody. */
    long cheapest() {
        return nodes.isEmpty() ? Long.MAX_VALUE : cheapestFirst.getFirst().cheapest();
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
        return fitting.computeIfAbsent(demand, d -> capacities.stream().anyMatch(d::fits));
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

    @Nullable Candidate unclaimed(AllocationId id) {
        return unclaimed.get(id);
    }

    /** Notices that nobody justifies. */
    Iterable<Candidate> unclaimed() {
        return unclaimed.values();
    }
}
