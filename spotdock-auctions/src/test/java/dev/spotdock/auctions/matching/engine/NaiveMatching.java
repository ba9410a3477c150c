package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.Nominated;
import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.auctions.matching.engine.MarketView.Waiting;
import dev.spotdock.auctions.matching.engine.MatchPlan.Nomination;
import dev.spotdock.auctions.matching.engine.MatchPlan.Origin;
import dev.spotdock.auctions.matching.engine.MatchPlan.Wait;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.resources.Resources;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules as product.md words them, without any shortcut: lists, and again and again the best.
 */
final class NaiveMatching {

    /** Who would have to go on one node. */
    private record Choice(Node node, List<Running> victims) {

        long price() {
            return victims.stream().mapToLong(Running::pricePerHour).sum();
        }

        static final Comparator<Choice> LEAST_HARM =
                Comparator.comparingLong(Choice::price)
                        .thenComparingInt(choice -> choice.victims().size())
                        .thenComparing(choice -> choice.node().name());
    }

    /** A choice that has to wait until then. */
    private record Hope(Choice choice, Instant at, boolean worthIt) {}

    private final MarketView view;
    private final MarketRules rules;
    private final Instant now;
    private final NaiveMarket market;
    private final List<Waiting> heldBack = new ArrayList<>();
    private final List<Running> noticed = new ArrayList<>();
    private boolean budgetKept;

    private final List<MatchPlan.Match> matches = new ArrayList<>();
    private final List<MatchPlan.Displacement> displacements = new ArrayList<>();
    private final List<MatchPlan.EvictionNotice> notices = new ArrayList<>();
    private final List<Nomination> nominations = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();
    private final Set<Waiting> lost = new HashSet<>();
    private MatchPlan.@Nullable MarketPrice price;

    private NaiveMatching(MarketView view) {
        this.view = view;
        this.rules = view.rules();
        this.now = view.now();
        this.market = new NaiveMarket(view);
    }

    static MatchPlan plan(MarketView view) {
        return new NaiveMatching(view).plan();
    }

    private MatchPlan plan() {
        List<Waiting> left = new ArrayList<>(view.waiting());
        while (!left.isEmpty()) {
            Waiting best = left.getFirst();
            for (Waiting bid : left) {
                boolean dearer = bid.effectiveUnitPrice() > best.effectiveUnitPrice();
                boolean same = bid.effectiveUnitPrice() == best.effectiveUnitPrice();
                if (dearer || (same && bid.sequence() < best.sequence())) {
                    best = bid;
                }
            }
            left.remove(best);
            next(best);
        }
        MatchPlan.MarketPrice marketPrice =
                price == null ? new MatchPlan.MarketPrice(rules.floorPrice(), null) : price;
        return new MatchPlan(
                matches,
                displacements,
                notices,
                nominations,
                withdrawals(),
                marketPrice,
                reasons(marketPrice.unitPrice()));
    }

    private void next(Waiting bid) {
        if (bid.effectiveUnitPrice() < rules.floorPrice()) {
            waits(bid, ReasonCode.PRICE_BELOW_FLOOR, null);
        } else if (market.schedulable().stream()
                .noneMatch(node -> bid.resources().fits(node.capacity()))) {
            waits(bid, ReasonCode.NO_NODE_FITS, null);
        } else if (bid.hindrance() != null) {
            waits(bid, bid.hindrance(), null);
        } else {
            for (Waiting better : List.copyOf(heldBack)) {
                if (outbids(better, bid.effectiveUnitPrice())) {
                    heldBack.remove(better);
                    hope(better).ifPresent(hope -> keep(better, hope));
                }
            }
            if (!placed(bid) && !displaced(bid) && !nominated(bid)) {
                hope(bid).ifPresentOrElse(hope -> holdBack(bid, hope), () -> lose(bid));
            }
        }
    }

    private boolean placed(Waiting bid) {
        Optional<Node> node =
                market.schedulable().stream()
                        .filter(n -> market.fitsAtOnce(n, bid.resources(), Map.of()))
                        .min(
                                Comparator.<Node>comparingLong(n -> left(n, bid.resources()))
                                        .thenComparing(Node::name));
        node.ifPresent(n -> place(bid, n));
        return node.isPresent();
    }

    private long left(Node node, Resources demand) {
        Resources open = market.open(node);
        return rules.slot()
                .milliSlots(
                        new Resources(
                                Math.max(0, open.cpuMillis() - demand.cpuMillis()),
                                Math.max(0, open.memoryMiB() - demand.memoryMiB()),
                                Math.max(0, open.gpus() - demand.gpus())));
    }

    private void place(Waiting bid, Node node) {
        market.claim(node, bid.resources(), NaiveMarket.TODAY);
        matches.add(new MatchPlan.Match(bid.bidId(), bid.version(), node.name()));
    }

    private boolean displaced(Waiting bid) {
        Optional<Choice> choice =
                least(
                        bid,
                        running -> running.startedAt() == null && running.noticed() == null,
                        (node, gone) -> market.fitsAtOnce(node, bid.resources(), gone(gone)));
        choice.ifPresent(c -> displace(bid, c));
        return choice.isPresent();
    }

    private void displace(Waiting bid, Choice choice) {
        choice.victims().forEach(victim -> displace(bid, victim));
        place(bid, choice.node());
    }

    private void displace(Waiting bid, Running victim) {
        market.leaves(victim, NaiveMarket.TODAY);
        displacements.add(
                new MatchPlan.Displacement(
                        victim.allocationId(),
                        victim.bidId(),
                        bid.bidId(),
                        victim.effectiveUnitPrice(),
                        bid.effectiveUnitPrice()));
    }

    private boolean nominated(Waiting bid) {
        BiPredicate<Node, List<Running>> fits =
                (node, gone) -> market.fitsInTheEnd(node, bid.resources(), gone(gone));
        Optional<Choice> choice = own(bid, fits);
        if (choice.isEmpty()) {
            choice = least(bid, running -> running.noticed() != null, fits);
        }
        if (choice.isEmpty()) {
            choice = least(bid, running -> !isYoung(running), fits);
        }
        choice.ifPresent(c -> nominate(bid, c));
        return choice.isPresent();
    }

    private Optional<Choice> own(Waiting bid, BiPredicate<Node, List<Running>> fits) {
        return standing(bid)
                .flatMap(own ->
                        Optional.ofNullable(market.schedulable(own.node()))
                                .flatMap(node ->
                                        choice(
                                                node,
                                                running ->
                                                        running.noticed() != null
                                                                && own.victims()
                                                                        .contains(
                                                                                running
                                                                                        .allocationId()),
                                                fits)))
                .filter(choice -> isAllowed(bid, choice));
    }

    private Optional<Nominated> standing(Waiting bid) {
        return view.nominations().stream().filter(n -> n.bidId().equals(bid.bidId())).findFirst();
    }

    private void nominate(Waiting bid, Choice choice) {
        Instant latest =
                choice.victims().stream()
                        .filter(victim -> victim.startedAt() != null || victim.noticed() != null)
                        .map(this::deadline)
                        .max(Comparator.naturalOrder())
                        .orElse(NaiveMarket.TODAY);
        Map<Running, Instant> leaving = new HashMap<>();
        for (Running victim : choice.victims()) {
            boolean hasDeadline = victim.noticed() != null;
            leaving.put(
                    victim,
                    isUnstarted(victim)
                            ? NaiveMarket.TODAY
                            : hasDeadline ? NaiveMarket.deadline(victim) : latest);
        }
        Instant enough = market.fitsFrom(choice.node(), bid.resources(), leaving);
        Instant deadline = enough.isAfter(latest) ? enough : latest;
        if (deadline.equals(NaiveMarket.TODAY)) {
            displace(bid, choice);
            return;
        }
        List<AllocationId> victims = new ArrayList<>();
        boolean isNew = false;
        for (Running victim : choice.victims()) {
            if (isUnstarted(victim)) {
                displace(bid, victim);
                continue;
            }
            victims.add(victim.allocationId());
            if (victim.noticed() != null) {
                market.leaves(victim, NaiveMarket.deadline(victim));
            } else {
                isNew = true;
                notice(bid, victim, deadline);
            }
        }
        market.claim(choice.node(), bid.resources(), deadline);
        boolean sameNode =
                standing(bid).filter(n -> n.node().equals(choice.node().name())).isPresent();
        nominations.add(
                new Nomination(
                        bid.bidId(),
                        bid.version(),
                        choice.node().name(),
                        deadline,
                        victims,
                        isNew ? Origin.NEW : sameNode ? Origin.KEPT : Origin.TAKEN_OVER));
        waits(bid, ReasonCode.AWAITING_EVICTION, deadline);
    }

    private void notice(Waiting bid, Running victim, Instant deadline) {
        market.leaves(victim, deadline);
        noticed.add(victim);
        notices.add(
                new MatchPlan.EvictionNotice(
                        victim.allocationId(),
                        victim.bidId(),
                        bid.bidId(),
                        deadline,
                        victim.effectiveUnitPrice(),
                        bid.effectiveUnitPrice()));
    }

    /** Rule 5. */
    private Optional<Choice> least(
            Waiting bid, Predicate<Running> who, BiPredicate<Node, List<Running>> fits) {
        return market.schedulable().stream()
                .flatMap(node -> choice(node, who, fits).stream())
                .filter(choice -> isAllowed(bid, choice))
                .min(Choice.LEAST_HARM);
    }

    private Optional<Choice> choice(
            Node node, Predicate<Running> who, BiPredicate<Node, List<Running>> fits) {
        List<Running> candidates = market.candidates(node).stream().filter(who).toList();
        for (int count = 0; count <= candidates.size(); count++) {
            List<Running> victims = new ArrayList<>(candidates.subList(0, count));
            if (fits.test(node, victims)) {
                for (Running last : candidates.subList(0, count).reversed()) {
                    List<Running> others = new ArrayList<>(victims);
                    others.remove(last);
                    if (fits.test(node, others)) {
                        victims.remove(last);
                    }
                }
                return Optional.of(new Choice(node, victims));
            }
        }
        return Optional.empty();
    }

    /** Rules 4 and 5. */
    private boolean isAllowed(Waiting bid, Choice choice) {
        return choice.victims().stream().allMatch(v -> outbids(bid, v.effectiveUnitPrice()))
                && isWorthIt(bid, choice)
                && isWithinBudget(choice);
    }

    private boolean isWorthIt(Waiting bid, Choice choice) {
        return !rules.evictionMustGain()
                || choice.victims().isEmpty()
                || bid.pricePerHour() > choice.price();
    }

    private boolean isWithinBudget(Choice choice) {
        long wanted =
                choice.victims().stream()
                        .filter(victim -> !isUnstarted(victim) && victim.noticed() == null)
                        .count();
        int given = rules.budget().given() + noticed.size();
        long budget = Math.max(10, rules.budget().running() * 20L / 100);
        boolean aloneAndLarger = given == 0 && wanted > budget;
        return wanted == 0 || (!budgetKept && (given + wanted <= budget || aloneAndLarger));
    }

    private boolean outbids(Waiting bid, long price) {
        BigInteger share =
                BigInteger.valueOf(price)
                        .multiply(BigInteger.valueOf(rules.minimumStepBasisPoints()));
        BigInteger[] step = share.divideAndRemainder(BigInteger.valueOf(10_000));
        BigInteger up = step[1].signum() > 0 ? step[0].add(BigInteger.ONE) : step[0];
        BigInteger least = BigInteger.valueOf(price).add(up.max(BigInteger.ONE));
        return BigInteger.valueOf(bid.effectiveUnitPrice()).compareTo(least) >= 0;
    }

    private static boolean isUnstarted(Running running) {
        return running.startedAt() == null && running.noticed() == null;
    }

    private Instant ripeAt(Running running) {
        Instant started = running.startedAt();
        if (running.noticed() != null || started == null) {
            return now;
        }
        Instant end = started.plus(running.minRun());
        return end.isAfter(now) ? end : now;
    }

    private boolean isYoung(Running running) {
        return ripeAt(running).isAfter(now);
    }

    private Instant deadline(Running running) {
        return running.noticed() != null
                ? NaiveMarket.deadline(running)
                : now.plus(running.notice());
    }

    private static Map<Running, Instant> gone(List<Running> victims) {
        Map<Running, Instant> gone = new HashMap<>();
        victims.forEach(victim -> gone.put(victim, NaiveMarket.TODAY));
        return gone;
    }

    /** Where it would have a place if only time, or the budget, or the gain allowed it. */
    private Optional<Hope> hope(Waiting bid) {
        return market.schedulable().stream()
                .flatMap(node -> hope(bid, node).stream())
                .min(
                        Comparator.comparing((Hope hope) -> !hope.worthIt())
                                .thenComparing(Hope::at)
                                .thenComparing(Hope::choice, Choice.LEAST_HARM));
    }

    private Optional<Hope> hope(Waiting bid, Node node) {
        BiPredicate<Node, List<Running>> fits =
                (n, gone) -> market.fitsInTheEnd(n, bid.resources(), gone(gone));
        return market.candidates(node).stream()
                .map(this::ripeAt)
                .sorted()
                .flatMap(at ->
                        choice(
                                node,
                                r -> outbids(bid, r.effectiveUnitPrice()) && !ripeAt(r).isAfter(at),
                                fits)
                                .filter(choice -> !choice.victims().isEmpty())
                                .map(choice -> new Hope(choice, at, isWorthIt(bid, choice)))
                                .stream())
                .findFirst();
    }

    private ReasonCode code(Hope hope) {
        if (!hope.worthIt()) {
            return ReasonCode.WOULD_STOP_DEARER_WORK;
        }
        return hope.at().isAfter(now) ? ReasonCode.MINIMUM_RUN : ReasonCode.EVICTION_BUDGET;
    }

    private void holdBack(Waiting bid, Hope hope) {
        heldBack.add(bid);
        ReasonCode code = code(hope);
        if (code == ReasonCode.WOULD_STOP_DEARER_WORK) {
            setsPrice(bid);
        }
        waits(
                bid,
                code,
                switch (code) {
                    case MINIMUM_RUN -> hope.at();
                    case EVICTION_BUDGET -> rules.budget().next();
                    default -> null;
                });
    }

    private void keep(Waiting bid, Hope hope) {
        budgetKept |= code(hope) == ReasonCode.EVICTION_BUDGET;
        long cpu = bid.resources().cpuMillis();
        long memory = bid.resources().memoryMiB();
        int gpus = bid.resources().gpus();
        for (Running victim : hope.choice().victims()) {
            cpu = Math.max(0, cpu - victim.resources().cpuMillis());
            memory = Math.max(0, memory - victim.resources().memoryMiB());
            gpus = Math.max(0, gpus - victim.resources().gpus());
            if (victim.noticed() == null) {
                market.speakFor(victim);
            }
        }
        Resources lacking = new Resources(cpu, memory, gpus);
        Node node = hope.choice().node();
        market.claim(node, lacking, market.fitsFrom(node, lacking, Map.of()));
    }

    private void lose(Waiting bid) {
        lost.add(bid);
        setsPrice(bid);
        waits(bid, ReasonCode.PRICE_BELOW_MARKET, null);
    }

    private void setsPrice(Waiting loser) {
        if (price == null) {
            price = new MatchPlan.MarketPrice(loser.effectiveUnitPrice(), loser.bidId());
        }
    }

    private void waits(Waiting bid, ReasonCode code, @Nullable Instant next) {
        waits.add(new Wait(bid.bidId(), bid.version(), code, next));
    }

    /** Of those that lost, the ones at the market price wait for capacity only. */
    private List<Wait> reasons(long marketPrice) {
        List<Wait> reasons = new ArrayList<>();
        for (Wait wait : waits) {
            boolean atMarket =
                    lost.stream()
                            .anyMatch(bid ->
                                    bid.bidId().equals(wait.bidId())
                                            && bid.effectiveUnitPrice() >= marketPrice);
            reasons.add(
                    atMarket
                            ? new Wait(
                                    wait.bidId(),
                                    wait.version(),
                                    ReasonCode.AWAITING_CAPACITY,
                                    wait.next())
                            : wait);
        }
        return reasons;
    }

    private List<MatchPlan.Withdrawal> withdrawals() {
        return view.running().stream()
                .filter(running -> market.isWithdrawable(running) && !market.isSpokenFor(running))
                .sorted(Comparator.comparing(running -> running.allocationId().value()))
                .map(r -> new MatchPlan.Withdrawal(r.allocationId(), r.bidId()))
                .toList();
    }
}
