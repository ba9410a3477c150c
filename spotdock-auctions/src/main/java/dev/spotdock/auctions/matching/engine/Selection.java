package dev.spotdock.auctions.matching.engine;

import dev.spotdock.auctions.matching.engine.Candidate.Stage;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who gives way on one node so that a demand fits.
 *
 * @param victims cheapest first, then most recently started
 * @param price what they pay at most, together, micro-units per hour
 * @param toOutbid the least effective unit price that outbids them all
 * @param notices how many of them must be given notice now
 */
record Selection(NodeLedger node, List<Candidate> victims, long price, long toOutbid, int notices) {

    /**
     * Takes candidates cheapest first, then most recently started, until the demand fits; then puts
     * back, last first, whoever is not needed. No member can be dropped, but it need not be the
     * globally cheapest set.
     *
     * <p>The newcomer's price does not come in: candidates that it does not outbid come last, so
     * that they are among the victims only if those before them do not suffice.
     *
     * @param room what is there without them
     * @return null: all of them together do not suffice
     * @see <a href="https://kueue.sigs.k8s.io/docs/concepts/preemption/">remove, then add back:
     *     Kueue</a>
     */
    static @Nullable Selection of(
            NodeLedger node, Room room, Resources demand, Predicate<Candidate> eligible) {
        List<Candidate> taken = new ArrayList<>();
        Room left = room;
        if (!left.holds(demand)) {
            for (Candidate candidate : node.candidates()) {
                if (eligible.test(candidate)) {
                    taken.add(candidate);
                    left = left.plus(candidate.resources);
                    if (left.holds(demand)) {
                        break;
                    }
                }
            }
        }
        if (!left.holds(demand)) {
            return null;
        }
        for (int i = taken.size() - 1; i >= 0; i--) {
            Room without = left.minus(taken.get(i).resources);
            if (without.holds(demand)) {
                left = without;
                taken.remove(i);
            }
        }
        return of(node, taken);
    }

    /**
     * The last one that would be taken: it is never put back, so it is among the victims.
     *
     * @return null: all of them together do not suffice, or nobody has to go
     */
    static @Nullable Candidate last(
            NodeLedger node, Room room, Resources demand, Predicate<Candidate> eligible) {
        long cpuMillis = demand.cpuMillis() == 0 ? 0 : demand.cpuMillis() - room.cpuMillis();
        long memoryMiB = demand.memoryMiB() == 0 ? 0 : demand.memoryMiB() - room.memoryMiB();
        long gpus = demand.gpus() == 0 ? 0 : demand.gpus() - room.gpus();
        for (Candidate candidate : node.candidates()) {
            if (eligible.test(candidate)) {
                cpuMillis -= candidate.resources.cpuMillis();
                memoryMiB -= candidate.resources.memoryMiB();
                gpus -= candidate.resources.gpus();
                if (cpuMillis <= 0 && memoryMiB <= 0 && gpus <= 0) {
                    return candidate;
                }
            }
        }
        return null;
    }

    private static Selection of(NodeLedger node, List<Candidate> victims) {
        long price = 0;
        long toOutbid = 0;
        int notices = 0;
        for (Candidate victim : victims) {
            price = Math.addExact(price, victim.running.pricePerHour());
            toOutbid = Math.max(toOutbid, victim.toOutbid);
            notices += victim.needsNotice() ? 1 : 0;
        }
        return new Selection(node, victims, price, toOutbid, notices);
    }

    /** Whether the newcomer outbids each of them by the step. */
    boolean isOutbidBy(Newcomer newcomer) {
        return newcomer.unitPrice() >= toOutbid;
    }

    /** Whether it pays more than all of them together, where that is asked for. */
    boolean isWorthIt(Newcomer newcomer, MarketRules rules) {
        return !rules.evictionMustGain() || victims.isEmpty() || newcomer.pricePerHour() > price;
    }

    /**
     * When the newcomer can start: not before the latest of its victims' deadlines, although
     * others' may free enough earlier.
     *
     * @param now when notices are given
     * @return null: at once, because nobody has a notice
     */
    @Nullable Instant deadline(Resources demand, Instant now) {
        Instant latest = null;
        for (Candidate victim : victims) {
            Instant deadline = victim.stage == Stage.UNSTARTED ? null : victim.deadline(now);
            if (deadline != null && (latest == null || deadline.isAfter(latest))) {
                latest = deadline;
            }
        }
        Instant enough = gone(latest).from(demand);
        return latest == null || (enough != null && enough.isAfter(latest)) ? enough : latest;
    }

    /**
     * The node's future if they go.
     *
     * @param deadline of those to be noticed now; null: there are none
     */
    Horizon gone(@Nullable Instant deadline) {
        Horizon horizon = node.horizon();
        for (Candidate victim : victims) {
            Instant at =
                    switch (victim.stage) {
                        case UNSTARTED -> null;
                        case NOTICED -> victim.deadline(Instant.MIN);
                        case RIPE, YOUNG -> deadline;
                    };
            horizon = horizon.with(at, Room.of(victim.resources));
        }
        return horizon;
    }
}
