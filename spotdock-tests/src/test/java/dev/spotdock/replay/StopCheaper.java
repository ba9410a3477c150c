package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Stops whatever together pays less than the newcomer: the baseline {@code naiveGreedy}. On each
 * machine the cheapest per slot first, then the youngest, until the newcomer fits; the machine
 * whose victims pay least.
 */
final class StopCheaper implements VictimChoice {

    private static final Comparator<Allocation> CHEAPEST_FIRST =
            Comparator.comparingLong((Allocation a) -> a.bid().unitPrice())
                    .thenComparingLong(a -> -a.startedAt)
                    .thenComparingInt(a -> -a.bid().sequence());

    @Override
    public Optional<Plan> on(Machine machine, Waiting newcomer, long now) {
        Resources demand = newcomer.bid.resources();
        if (!demand.fits(machine.capacity())) {
            return Optional.empty();
        }
        Room room = machine.roomAhead();
        long stopped = 0;
        List<Allocation> victims = new ArrayList<>();
        for (Allocation candidate : candidates(machine, now)) {
            stopped += candidate.bid().pricePerHour();
            if (stopped >= newcomer.bid.pricePerHour()) {
                return Optional.empty();
            }
            victims.add(candidate);
            room = room.plus(candidate.bid().resources());
            if (room.holds(demand)) {
                return Optional.of(new Plan(machine, newcomer, victims));
            }
        }
        return Optional.empty();
    }

    private static List<Allocation> candidates(Machine machine, long now) {
        return machine.running().stream()
                .filter(each -> each.isCandidate(now))
                .sorted(CHEAPEST_FIRST)
                .toList();
    }

    @Override
    public Comparator<Plan> preference() {
        return Comparator.comparingLong(Plan::stoppedPrice)
                .thenComparingInt(plan -> plan.victims().size())
                .thenComparing(Plan::name);
    }
}
