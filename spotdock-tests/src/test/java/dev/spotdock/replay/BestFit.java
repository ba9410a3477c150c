package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The node on which fewest milli-slots are left, then the first by name: the product's rule, and
 * here every policy's, so that they differ in whom they stop and not in how they pack.
 */
final class BestFit {

    private BestFit() {}

    /**
     * @param room to be packed tightly
     * @param takes which machines come into question; their {@code room} holds the demand
     */
    static Optional<Machine> among(
            Collection<Machine> machines,
            Resources demand,
            Function<Machine, Room> room,
            Predicate<Machine> takes) {
        return machines.stream()
                .filter(takes)
                .min(
                        Comparator.comparingLong(
                                        (Machine m) -> room.apply(m).minus(demand).milliSlots())
                                .thenComparing(Machine::name));
    }
}
