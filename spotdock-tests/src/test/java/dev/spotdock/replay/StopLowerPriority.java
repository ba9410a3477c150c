package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.replay.Scenario.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The baseline {@code nomadLike}: only what is at least 10 below on a scale of priorities from 1 to
 * 100; lowest priority first, and among equals the closest match of what is still missing; then
 * those nobody needs are left out, farthest match first. Of several machines the one that is packed
 * best afterwards, with a little weight on low priorities.
 *
 * <p>GPUs count as one more coordinate of the distance: Nomad chooses for devices apart.
 *
 * @see <a href="https://github.com/hashicorp/nomad/blob/main/scheduler/preemption.go">Nomad,
 *     scheduler/preemption.go</a>
 */
final class StopLowerPriority implements VictimChoice {

    static final int GAP = 10;

    /** By priority, then in order of submission, as Nomad's broker hands them out. */
    static final Comparator<Waiting> QUEUE =
            Comparator.comparingInt((Waiting waiting) -> -waiting.bid.priority())
                    .thenComparingLong(Waiting::queuedAt)
                    .thenComparing(Waiting.BY_SUBMISSION);

    @Override
    public Optional<Plan> on(Machine machine, Waiting newcomer, long now) {
        Resources demand = newcomer.bid.resources();
        if (!demand.fits(machine.capacity())) {
            return Optional.empty();
        }
        List<Allocation> left = new ArrayList<>();
        for (Allocation each : machine.running()) {
            if (each.isCandidate(now) && newcomer.bid.priority() - each.bid().priority() >= GAP) {
                left.add(each);
            }
        }
        Room missing = Room.of(demand);
        Room room = machine.roomAhead();
        List<Allocation> victims = new ArrayList<>();
        while (!room.holds(demand)) {
            if (left.isEmpty()) {
                return Optional.empty();
            }
            Allocation closest = left.stream().min(byPriorityThenDistance(missing)).orElseThrow();
            left.remove(closest);
            victims.add(closest);
            room = room.plus(closest.bid().resources());
            missing = missing.minus(closest.bid().resources());
        }
        return Optional.of(new Plan(machine, newcomer, needed(machine, demand, victims)));
    }

    private static Comparator<Allocation> byPriorityThenDistance(Room missing) {
        return Comparator.comparingInt((Allocation a) -> a.bid().priority())
                .thenComparingDouble(a -> distance(missing, a.bid().resources()))
                .thenComparingInt(a -> a.bid().sequence());
    }

    private static List<Allocation> needed(
            Machine machine, Resources demand, List<Allocation> victims) {
        Comparator<Allocation> byDistance =
                Comparator.comparingDouble(a -> distance(Room.of(demand), a.bid().resources()));
        victims.sort(byDistance.reversed());
        Room room = machine.roomAhead();
        List<Allocation> needed = new ArrayList<>();
        for (Allocation victim : victims) {
            needed.add(victim);
            room = room.plus(victim.bid().resources());
            if (room.holds(demand)) {
                break;
            }
        }
        return needed;
    }

    /** 0 for an exact match; what is no longer missing does not count. */
    static double distance(Room missing, Resources offered) {
        return Math.sqrt(
                square(missing.cpuMillis(), offered.cpuMillis())
                        + square(missing.memoryMiB(), offered.memoryMiB())
                        + square(missing.gpus(), offered.gpus()));
    }

    private static double square(long missing, long offered) {
        double part = missing <= 0 ? 0 : (missing - offered) / (double) missing;
        return part * part;
    }

    @Override
    public Comparator<Plan> preference() {
        return Comparator.comparingDouble((Plan plan) -> -score(plan)).thenComparing(Plan::name);
    }

    /** The mean of how well the machine is packed afterwards and of how low the victims are. */
    private static double score(Plan plan) {
        Room room = plan.machine().roomAhead().minus(plan.newcomer().bid.resources());
        int highest = 1;
        int sum = 0;
        for (Allocation victim : plan.victims()) {
            room = room.plus(victim.bid().resources());
            highest = Math.max(highest, victim.bid().priority());
            sum += victim.bid().priority();
        }
        double net = highest + sum / (double) highest;
        double lowness = 1 / (1 + StrictMath.exp(0.0048 * (net - 2048)));
        return (packing(plan.machine(), room) + lowness) / 2;
    }

    /** 1 for a full machine, 0 for an empty one; by cpu and memory, as Nomad does it. */
    private static double packing(Machine machine, Room left) {
        double cpu = left.cpuMillis() / (double) Math.max(1, Resource.CPU.of(machine.capacity()));
        double memory =
                left.memoryMiB() / (double) Math.max(1, Resource.MEMORY.of(machine.capacity()));
        return (20 - StrictMath.pow(10, cpu) - StrictMath.pow(10, memory)) / 18;
    }
}
