package dev.spotdock.auctions.reservation.window;

import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What pins of one node take. */
public final class PinnedCapacity {

    private PinnedCapacity() {}

    /** What they take at an instant. */
    public static Resources at(List<Pin> pins, Instant instant) {
        return pins.stream()
                .filter(pin -> pin.covers(instant))
                .map(Pin::resources)
                .reduce(Resources.NONE, Resources::plus);
    }

    /**
     * The most that they take: each of the three resources at its peak, which need not be the same
     * instant's.
     *
     * @param pins of one node, any order
     * @param from inclusive
     * @param to exclusive
     */
    public static Resources peak(List<Pin> pins, Instant from, Instant to) {
        // What is pinned grows only where a pin begins.
        return Stream.concat(
                        Stream.of(from),
                        pins.stream()
                                .map(Pin::from)
                                .filter(begin -> begin.isAfter(from) && begin.isBefore(to)))
                .map(instant -> at(pins, instant))
                .reduce(Resources.NONE, PinnedCapacity::larger);
    }

    private static Resources larger(Resources a, Resources b) {
        return new Resources(
                Math.max(a.cpuMillis(), b.cpuMillis()),
                Math.max(a.memoryMiB(), b.memoryMiB()),
                Math.max(a.gpus(), b.gpus()));
    }
}
