package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Kubernetes' choice: all of lower priority are removed, then as many as possible are reprieved,
 * most important first. Nodes are compared by their most important victim, then by the sum of
 * priorities, then by number, then by how late the first of the most important victims started.
 */
final class KubernetesVictims implements VictimChoice {

    private static final Comparator<Allocation> MOST_IMPORTANT_FIRST =
            Comparator.comparingLong((Allocation a) -> -a.bid().unitPrice())
                    .thenComparingLong(a -> a.startedAt)
                    .thenComparingInt(a -> a.bid().sequence());

    /** Added to each priority, so that those below zero add up too: fewer victims weigh less. */
    private static final long OFFSET = 1L << 31;

    /** Unlike elsewhere, victims may be noticed already: they are not yet gone. */
    @Override
    public Optional<Plan> on(Machine machine, Waiting newcomer, long now) {
        Resources demand = newcomer.bid.resources();
        if (!demand.fits(machine.capacity())) {
            return Optional.empty();
        }
        Room room = KubernetesLike.roomFor(machine, newcomer);
        List<Allocation> potential = new ArrayList<>();
        for (Allocation each : machine.running()) {
            if (each.bid().unitPrice() < newcomer.bid.unitPrice() && each.isMature(now)) {
                potential.add(each);
                room = room.plus(each.bid().resources());
            }
        }
        if (potential.isEmpty() || !room.holds(demand)) {
            return Optional.empty();
        }
        potential.sort(MOST_IMPORTANT_FIRST);
        List<Allocation> victims = new ArrayList<>();
        for (Allocation each : potential) {
            Room reprieved = room.minus(each.bid().resources());
            if (reprieved.holds(demand)) {
                room = reprieved;
            } else {
                victims.add(each);
            }
        }
        return Optional.of(new Plan(machine, newcomer, victims));
    }

    @Override
    public Comparator<Plan> preference() {
        return Comparator.comparingLong(KubernetesVictims::highest)
                .thenComparingLong(KubernetesVictims::sum)
                .thenComparingInt(plan -> plan.victims().size())
                .thenComparingLong(plan -> -firstStartOfHighest(plan))
                .thenComparing(Plan::name);
    }

    private static long highest(Plan plan) {
        return plan.victims().getFirst().bid().unitPrice();
    }

    private static long sum(Plan plan) {
        return plan.victims().stream().mapToLong(v -> v.bid().unitPrice() + OFFSET).sum();
    }

    private static long firstStartOfHighest(Plan plan) {
        return plan.victims().stream()
                .filter(victim -> victim.bid().unitPrice() == highest(plan))
                .mapToLong(victim -> victim.startedAt)
                .min()
                .orElseThrow();
    }
}
