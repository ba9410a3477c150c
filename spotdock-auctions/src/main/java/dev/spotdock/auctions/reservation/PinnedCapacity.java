package dev.spotdock.auctions.reservation;

import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The most that pins of one node take at the same time. */
final class PinnedCapacity {

    private PinnedCapacity() {}

    /**
     * Each of the three resources at its peak, which need not be the same instant's.
     *
     * @param pins those of one node, any order
     * @param from inclusive
     * @param to exclusive
     */
    static Resources peak(List<Pin> pins, Instant from, Instant to) {
        List<Pin> overlapping =
                pins.stream()
                        .filter(pin -> pin.from().isBefore(to) && pin.to().isAfter(from))
                        .toList();
        // What is pinned grows only where a pin begins.
        return Stream.concat(
                        Stream.of(from),
                        overlapping.stream().map(Pin::from).filter(begin -> begin.isAfter(from)))
                .map(instant -> at(overlapping, instant))
                .reduce(Resources.NONE, PinnedCapacity::larger);
    }

    private static Resources at(List<Pin> pins, Instant instant) {
        return pins.stream()
                .filter(pin -> !pin.from().isAfter(instant) && pin.to().isAfter(instant))
                .map(Pin::resources)
                .reduce(Resources.NONE, Resources::plus);
    }

    private static Resources larger(Resources a, Resources b) {
        return new Resources(
                Math.max(a.cpuMillis(), b.cpuMillis()),
                Math.max(a.memoryMiB(), b.memoryMiB()),
                Math.max(a.gpus(), b.gpus()));
    }
}
