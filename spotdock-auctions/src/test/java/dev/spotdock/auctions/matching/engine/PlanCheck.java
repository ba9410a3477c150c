package dev.spotdock.auctions.matching.engine;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.NodeState;
import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.matching.engine.MatchPlan.Displacement;
import dev.spotdock.auctions.matching.engine.MatchPlan.EvictionNotice;
import dev.spotdock.auctions.matching.engine.MatchPlan.Match;
import dev.spotdock.auctions.matching.engine.MatchPlan.Nomination;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What no plan may do, whoever made it. Knows nothing of how plans are made. */
final class PlanCheck {

    private final MarketView view;
    private final MatchPlan plan;
    private final Map<AllocationId, Running> running;
    private final Map<BidId, Waiting> waiting;
    private final Map<String, Node> nodes;
    private final List<String> problems = new ArrayList<>();

    private PlanCheck(MarketView view, MatchPlan plan) {
        this.view = view;
        this.plan = plan;
        this.running = view.running().stream().collect(toMap(Running::allocationId, r -> r));
        this.waiting = view.waiting().stream().collect(toMap(Waiting::bidId, w -> w));
        this.nodes = view.nodes().stream().collect(toMap(Node::name, n -> n));
    }

    static List<String> problems(MarketView view, MatchPlan plan) {
        PlanCheck check = new PlanCheck(view, plan);
        check.everyBidHasOneAnswer();
        plan.matches().forEach(match -> check.mayRun(match.bidId(), match.node()));
        plan.nominations().forEach(n -> check.mayRun(n.bidId(), n.node()));
        plan.notices().forEach(check::isDueNotice);
        plan.displacements().forEach(check::isDueDisplacement);
        plan.withdrawals().forEach(w -> check.mayBeWithdrawn(w.allocationId()));
        plan.nominations().forEach(check::isJustified);
        check.victimsPayLess();
        check.budgetIsKept();
        view.nodes().forEach(check::isNeverExceeded);
        return check.problems;
    }

    private Running allocation(AllocationId id) {
        return requireNonNull(running.get(id));
    }

    private Waiting bid(BidId id) {
        return requireNonNull(waiting.get(id));
    }

    private void expect(boolean holds, String problem, Object... about) {
        if (!holds) {
            problems.add(problem + ": " + Arrays.toString(about));
        }
    }

    private void everyBidHasOneAnswer() {
        Set<BidId> answered = new HashSet<>();
        plan.matches().forEach(m -> expect(answered.add(m.bidId()), "matched twice", m));
        plan.waits().forEach(w -> expect(answered.add(w.bidId()), "answered twice", w));
        expect(answered.equals(waiting.keySet()), "answered", answered);
        Set<BidId> awaiting = new HashSet<>();
        plan.waits().stream()
                .filter(wait -> wait.code() == ReasonCode.AWAITING_EVICTION)
                .forEach(wait -> awaiting.add(wait.bidId()));
        Set<BidId> nominated = new HashSet<>();
        plan.nominations().forEach(n -> expect(nominated.add(n.bidId()), "one of two", n));
        expect(awaiting.equals(nominated), "these wait, those are nominated", awaiting, nominated);
    }

    private void mayRun(BidId bidId, String node) {
        Waiting bid = bid(bidId);
        expect(bid.effectiveUnitPrice() >= view.rules().floorPrice(), "below the floor", bid);
        expect(bid.hindrance() == null, "may not run", bid);
        expect(
                requireNonNull(nodes.get(node)).state() == NodeState.SCHEDULABLE,
                "takes no work",
                node);
    }

    private void outbids(BidId newcomer, Running victim) {
        BigInteger own = BigInteger.valueOf(victim.effectiveUnitPrice()).multiply(TEN_THOUSAND);
        BigInteger share =
                BigInteger.valueOf(victim.effectiveUnitPrice())
                        .multiply(BigInteger.valueOf(view.rules().minimumStepBasisPoints()));
        BigInteger offered =
                BigInteger.valueOf(bid(newcomer).effectiveUnitPrice()).multiply(TEN_THOUSAND);
        boolean step =
                offered.compareTo(own.add(share)) >= 0
                        && bid(newcomer).effectiveUnitPrice() > victim.effectiveUnitPrice();
        expect(step, "does not outbid", newcomer, victim);
    }

    private static final BigInteger TEN_THOUSAND = BigInteger.valueOf(10_000);

    private void isDueNotice(EvictionNotice notice) {
        Running victim = allocation(notice.allocationId());
        outbids(notice.forBid(), victim);
        expect(!victim.pinned() && victim.noticed() == null, "must not be noticed", victim);
        expect(victim.startedAt() != null, "has not started", victim);
        expect(
                victim.startedAt() != null
                        && !victim.startedAt().plus(victim.minRun()).isAfter(view.now()),
                "within its minimum run",
                victim);
        expect(!notice.deadline().isBefore(view.now().plus(victim.notice())), "too early", notice);
        expect(
                plan.nominations().stream()
                        .anyMatch(n ->
                                n.bidId().equals(notice.forBid())
                                        && n.victims().contains(notice.allocationId())
                                        && n.node().equals(victim.node())
                                        && n.deadline().equals(notice.deadline())),
                "for no nomination",
                notice);
    }

    private void isDueDisplacement(Displacement displacement) {
        Running victim = allocation(displacement.allocationId());
        outbids(displacement.forBid(), victim);
        expect(!victim.pinned() && victim.noticed() == null, "must stay", victim);
        expect(victim.startedAt() == null, "has started", victim);
    }

    private void mayBeWithdrawn(AllocationId id) {
        Running victim = allocation(id);
        expect(
                victim.noticed() != null
                        && victim.noticed().cause() == ReasonCode.OUTBID
                        && victim.noticed().deadline().isAfter(view.now()),
                "cannot be withdrawn",
                victim);
        expect(
                plan.nominations().stream().noneMatch(n -> n.victims().contains(id)),
                "still needed",
                victim);
    }

    private void isJustified(Nomination nomination) {
        nomination.victims().forEach(id -> outbids(nomination.bidId(), allocation(id)));
        for (AllocationId id : nomination.victims()) {
            Running victim = allocation(id);
            expect(
                    victim.noticed() == null
                            || !nomination.deadline().isBefore(victim.noticed().deadline()),
                    "before its victim's deadline",
                    nomination,
                    victim);
        }
    }

    private void victimsPayLess() {
        for (Waiting bid : view.rules().evictionMustGain() ? view.waiting() : List.<Waiting>of()) {
            Set<AllocationId> victims = new HashSet<>();
            plan.nominations().stream()
                    .filter(n -> n.bidId().equals(bid.bidId()))
                    .forEach(n -> victims.addAll(n.victims()));
            plan.displacements().stream()
                    .filter(d -> d.forBid().equals(bid.bidId()))
                    .forEach(d -> victims.add(d.allocationId()));
            long price = victims.stream().mapToLong(id -> allocation(id).pricePerHour()).sum();
            expect(victims.isEmpty() || bid.pricePerHour() > price, "pays less than", bid, victims);
        }
    }

    private void budgetIsKept() {
        NoticeBudget budget = view.rules().budget();
        int limit = Math.max(10, budget.running() * 20 / 100);
        long givers = plan.notices().stream().map(EvictionNotice::forBid).distinct().count();
        boolean single = budget.given() == 0 && givers <= 1;
        expect(
                plan.notices().isEmpty()
                        || single
                        || budget.given() + plan.notices().size() <= limit,
                "too many notices",
                plan.notices().size(),
                budget);
    }

    /** Now, and at every deadline, when the noticed go and the nominated come. */
    private void isNeverExceeded(Node node) {
        TreeSet<Instant> instants = new TreeSet<>(Set.of(Instant.MIN));
        plan.nominations().forEach(n -> instants.add(n.deadline()));
        for (Instant at : instants) {
            boolean newcomers =
                    plan.matches().stream().anyMatch(m -> m.node().equals(node.name()))
                            || plan.nominations().stream()
                                    .anyMatch(n -> n.node().equals(node.name()));
            expect(!newcomers || isWithinCapacity(node, at), "exceeded", node, at);
        }
    }

    private boolean isWithinCapacity(Node node, Instant at) {
        Room left = Room.of(node.capacity());
        for (Running allocation : view.running()) {
            if (allocation.node().equals(node.name()) && isThere(allocation, at)) {
                left = left.minus(allocation.resources());
            }
        }
        Room before = left;
        Resources asked = Resources.NONE;
        for (Match match : plan.matches()) {
            if (match.node().equals(node.name())) {
                asked = asked.plus(bid(match.bidId()).resources());
            }
        }
        for (Nomination nomination : plan.nominations()) {
            if (nomination.node().equals(node.name()) && !nomination.deadline().isAfter(at)) {
                asked = asked.plus(bid(nomination.bidId()).resources());
            }
        }
        return before.holds(asked);
    }

    private boolean isThere(Running allocation, Instant at) {
        AllocationId id = allocation.allocationId();
        if (plan.displacements().stream().anyMatch(d -> d.allocationId().equals(id))) {
            return false;
        }
        if (plan.withdrawals().stream().anyMatch(w -> w.allocationId().equals(id))) {
            return true;
        }
        for (EvictionNotice notice : plan.notices()) {
            if (notice.allocationId().equals(id)) {
                return notice.deadline().isAfter(at);
            }
        }
        return allocation.noticed() == null
                || allocation.noticed().cause() != ReasonCode.OUTBID
                || allocation.noticed().deadline().isAfter(at);
    }
}
