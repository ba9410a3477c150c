package dev.spotdock.replay;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Whom to stop for a newcomer that fits nowhere. */
interface VictimChoice {

    /**
     * What would have to be stopped on that machine.
     *
     * @return empty if the newcomer cannot or may not have room there
     */
    Optional<Plan> on(Machine machine, Waiting newcomer, long now);

    /** The best plan of several machines comes first; never says that two are equal. */
    Comparator<Plan> preference();

    /**
     * Whom to stop where.
     *
     * @param victims at least one, each a candidate
     */
    record Plan(Machine machine, Waiting newcomer, List<Allocation> victims) {

        public Plan {
            victims = List.copyOf(victims);
        }

        /** Micro-units per hour. */
        long stoppedPrice() {
            return victims.stream().mapToLong(victim -> victim.bid().pricePerHour()).sum();
        }

        String name() {
            return machine.name();
        }
    }
}
