package dev.spotdock.auctions.reservation.window;

import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * Who has to go from one node so that what is pinned there is free when its window opens.
 *
 * <p>For each window the market's own order: cheapest first, then most recently started, until what
 * is pinned fits beside the rest; then whoever is not needed stays, last first. Work that can still
 * be gone in time goes before work that cannot, whatever it pays. Everybody is told as late as
 * possible, but so that their whole notice has passed when the window opens.
 */
public final class Clearing {

    /**
     * Who is to be told now.
     *
     * @param deadline when it is stopped; of what has not started: now
     */
    public record Notice(Spot spot, Instant deadline) {}

    private final Resources capacity;
    private final Duration stopTimeout;
    private final Instant now;

    /**
     * On a node of that capacity.
     *
     * @param stopTimeout from the stop until the work is gone at the latest
     */
    public Clearing(Resources capacity, Duration stopTimeout, Instant now) {
        this.capacity = capacity;
        this.stopTimeout = stopTimeout;
        this.now = now;
    }

    /**
     * Those to be told now, of the earliest window first; each once.
     *
     * @param pins of the node that have not ended, any order
     * @param running all work of the market there, any order
     */
    public SequencedCollection<Notice> due(List<Pin> pins, List<Spot> running) {
        SequencedMap<Spot, Notice> due = new LinkedHashMap<>();
        Stream<Instant> windows =
                pins.stream().map(pin -> pin.from().isAfter(now) ? pin.from() : now);
        for (Instant window : windows.distinct().sorted().toList()) {
            Instant deadline = window.minus(stopTimeout);
            for (Spot victim : victims(window, pins, running)) {
                boolean called = !now.isBefore(victim.lastCall(deadline)) && victim.isRipe(now);
                if (called) {
                    Instant earliest = victim.earliestDeadline(now);
                    boolean later = victim.startedAt() != null && deadline.isAfter(earliest);
                    due.putIfAbsent(victim, new Notice(victim, later ? deadline : earliest));
                }
            }
        }
        return due.sequencedValues();
    }

    private List<Spot> victims(Instant window, List<Pin> pins, List<Spot> running) {
        List<Spot> staying =
                running.stream()
                        .filter(spot ->
                                spot.leavesAt() == null
                                        || spot.leavesAt().plus(stopTimeout).isAfter(window))
                        .toList();
        List<Spot> inTime = new ArrayList<>();
        List<Spot> late = new ArrayList<>();
        for (Spot spot : staying.stream().sorted(Spot.CHEAPEST_FIRST).toList()) {
            if (spot.leavesAt() == null) {
                boolean gone = !spot.earliestDeadline(now).plus(stopTimeout).isAfter(window);
                (gone ? inTime : late).add(spot);
            }
        }
        Sum left = new Sum(capacity).minus(PinnedCapacity.at(pins, window));
        for (Spot spot : staying) {
            left = left.minus(spot.resources());
        }
        List<Spot> taken = new ArrayList<>();
        for (Spot spot : Stream.concat(inTime.stream(), late.stream()).toList()) {
            if (left.isCovered()) {
                break;
            }
            taken.add(spot);
            left = left.plus(spot.resources());
        }
        for (int i = taken.size() - 1; i >= 0; i--) {
            Sum without = left.minus(taken.get(i).resources());
            if (without.isCovered()) {
                left = without;
                taken.remove(i);
            }
        }
        return taken;
    }

    /** What is left of a node; may be less than nothing. */
    private record Sum(long cpuMillis, long memoryMiB, long gpus) {

        Sum(Resources resources) {
            this(resources.cpuMillis(), resources.memoryMiB(), resources.gpus());
        }

        Sum plus(Resources other) {
            return new Sum(
                    cpuMillis + other.cpuMillis(),
                    memoryMiB + other.memoryMiB(),
                    gpus + other.gpus());
        }

        Sum minus(Resources other) {
            return new Sum(
                    cpuMillis - other.cpuMillis(),
                    memoryMiB - other.memoryMiB(),
                    gpus - other.gpus());
        }

        boolean isCovered() {
            return cpuMillis >= 0 && memoryMiB >= 0 && gpus >= 0;
        }
    }
}
