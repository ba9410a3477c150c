package dev.spotdock.auctions.matching.engine;

import static java.util.Objects.requireNonNull;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.matching.engine.MarketView.Node;
import dev.spotdock.auctions.matching.engine.MarketView.Notice;
import dev.spotdock.auctions.matching.engine.MarketView.Running;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Who is where at which instant, by counting anew each time. */
final class NaiveMarket {

    /** Before all deadlines: while everybody who is noticed still runs. */
    static final Instant TODAY = Instant.MIN;

    private record Claim(Node node, Resources resources, Instant from) {}

    final MarketView view;
    private final List<Claim> claims = new ArrayList<>();

    /** From when on they are gone. */
    private final Map<Running, Instant> leaving = new HashMap<>();

    /** Somebody waits for them already. */
    private final Set<Running> spokenFor = new HashSet<>();

    NaiveMarket(MarketView view) {
        this.view = view;
        for (Running running : view.running()) {
            if (isForNewcomer(running) && !isWithdrawable(running)) {
                leaves(running, deadline(running));
            }
        }
    }

    static boolean isForNewcomer(Running running) {
        Notice noticed = running.noticed();
        return noticed != null && noticed.cause() == ReasonCode.OUTBID;
    }

    boolean isWithdrawable(Running running) {
        return isForNewcomer(running) && deadline(running).isAfter(view.now());
    }

    static Instant deadline(Running noticed) {
        return requireNonNull(noticed.noticed()).deadline();
    }

    void leaves(Running running, Instant from) {
        leaving.put(running, from);
        spokenFor.add(running);
    }

    void speakFor(Running running) {
        spokenFor.add(running);
    }

    boolean isSpokenFor(Running running) {
        return spokenFor.contains(running);
    }

    void claim(Node node, Resources resources, Instant from) {
        claims.add(new Claim(node, resources, from));
    }

    private boolean fitsAt(Node node, Resources demand, Instant at, Map<Running, Instant> also) {
        long cpu = node.capacity().cpuMillis();
        long memory = node.capacity().memoryMiB();
        long gpus = node.capacity().gpus();
        for (Running running : view.running()) {
            Instant from = also.getOrDefault(running, leaving.getOrDefault(running, null));
            boolean there = from == null || from.isAfter(at);
            if (running.node().equals(node.name()) && there) {
                cpu -= running.resources().cpuMillis();
                memory -= running.resources().memoryMiB();
                gpus -= running.resources().gpus();
            }
        }
        for (Claim claim : claims) {
            if (claim.node().equals(node) && !claim.from().isAfter(at)) {
                cpu -= claim.resources().cpuMillis();
                memory -= claim.resources().memoryMiB();
                gpus -= claim.resources().gpus();
            }
        }
        return (demand.cpuMillis() == 0 || demand.cpuMillis() <= cpu)
                && (demand.memoryMiB() == 0 || demand.memoryMiB() <= memory)
                && (demand.gpus() == 0 || demand.gpus() <= gpus);
    }

    private NavigableSet<Instant> instants(Map<Running, Instant> also) {
        NavigableSet<Instant> instants = new TreeSet<>(leaving.values());
        instants.addAll(also.values());
        claims.forEach(claim -> instants.add(claim.from()));
        instants.add(TODAY);
        instants.add(Instant.MAX);
        return instants;
    }

    /** Whether the demand fits now and ever after, if these leave as well. */
    boolean fitsAtOnce(Node node, Resources demand, Map<Running, Instant> also) {
        return instants(also).stream().allMatch(at -> fitsAt(node, demand, at, also));
    }

    boolean fitsInTheEnd(Node node, Resources demand, Map<Running, Instant> also) {
        return fitsAt(node, demand, Instant.MAX, also);
    }

    /** The first instant from which on the demand fits ever after. */
    Instant fitsFrom(Node node, Resources demand, Map<Running, Instant> also) {
        NavigableSet<Instant> instants = instants(also);
        return instants.stream()
                .filter(from ->
                        instants.tailSet(from, true).stream()
                                .allMatch(at -> fitsAt(node, demand, at, also)))
                .findFirst()
                .orElseThrow();
    }

    /** What is free now and ever after, for the best fit. */
    Resources open(Node node) {
        long cpu = largest(node.capacity().cpuMillis(), n -> new Resources(n, 0, 0), node);
        long memory = largest(node.capacity().memoryMiB(), n -> new Resources(0, n, 0), node);
        long gpus = largest(node.capacity().gpus(), n -> new Resources(0, 0, (int) n), node);
        return new Resources(cpu, memory, (int) gpus);
    }

    private long largest(long capacity, LongFunction<Resources> of, Node node) {
        long fits = 0;
        long fitsNot = capacity + 1;
        while (fits + 1 < fitsNot) {
            long middle = (fits + fitsNot) / 2;
            if (fitsAtOnce(node, of.apply(middle), Map.of())) {
                fits = middle;
            } else {
                fitsNot = middle;
            }
        }
        return fits;
    }

    /** Nobody may be asked to go who is reserved, spoken for, or noticed for another reason. */
    List<Running> candidates(Node node) {
        return view.running().stream()
                .filter(running -> running.node().equals(node.name()))
                .filter(running -> !running.pinned() && !isSpokenFor(running))
                .filter(running -> running.noticed() == null || isForNewcomer(running))
                .sorted(
                        Comparator.comparingLong(Running::effectiveUnitPrice)
                                .thenComparing(NaiveMarket::started, Comparator.reverseOrder())
                                .thenComparing(
                                        running -> running.allocationId().value(),
                                        Comparator.reverseOrder()))
                .toList();
    }

    private static Instant started(Running running) {
        return running.startedAt() == null ? Instant.MAX : running.startedAt();
    }

    @Nullable Node schedulable(String name) {
        return schedulable().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    List<Node> schedulable() {
        return view.nodes().stream()
                .filter(node -> node.state() == MarketView.NodeState.SCHEDULABLE)
                .sorted(Comparator.comparing(Node::name))
                .toList();
    }
}
