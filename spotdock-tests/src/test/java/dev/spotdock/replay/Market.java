package dev.spotdock.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a policy sees and may do. Everything is checked: room on the machine, minimum run, one
 * notice at a time; a policy that tries more is a bug and ends the replay.
 */
final class Market {

    private final PoolSettings settings;
    private final Agenda agenda;
    private final Tally tally;
    private final List<Machine> machines;
    private final LinkedHashSet<Machine> byChange;
    private final TreeSet<Waiting> waiting;
    private long stamp;

    Market(Scenario scenario, PoolSettings settings, Policy policy, Agenda agenda, Tally tally) {
        this.settings = settings;
        this.agenda = agenda;
        this.tally = tally;
        this.machines = scenario.nodes().stream().map(Machine::new).toList();
        this.byChange = new LinkedHashSet<>(machines);
        this.waiting = new TreeSet<>(policy.order());
    }

    /** Milliseconds since the first arrival. */
    long now() {
        return agenda.now();
    }

    PoolSettings settings() {
        return settings;
    }

    Collection<Machine> machines() {
        return machines;
    }

    /** In the policy's order; a copy. */
    List<Waiting> waiting() {
        return new ArrayList<>(waiting);
    }

    boolean isIdle() {
        return waiting.isEmpty();
    }

    boolean isWaiting(Waiting bid) {
        return waiting.contains(bid);
    }

    /** Grows with each change of a machine. */
    long stamp() {
        return stamp;
    }

    /** The machines on which anything changed after the bid was last examined, latest first. */
    List<Machine> changedSince(Waiting bid) {
        List<Machine> changed = new ArrayList<>();
        Iterator<Machine> latestFirst = byChange.reversed().iterator();
        while (latestFirst.hasNext()) {
            Machine machine = latestFirst.next();
            if (machine.changedAt() <= bid.examined()) {
                break;
            }
            changed.add(machine);
        }
        return changed;
    }

    /** The highest unit price among the waiting that some machine could hold, or 0. */
    long bestLoser() {
        return waiting.stream()
                .map(each -> each.bid)
                .filter(bid -> machines.stream().anyMatch(m -> bid.resources().fits(m.capacity())))
                .mapToLong(Bid::unitPrice)
                .max()
                .orElse(0);
    }

    /** Starts a waiting bid at once. */
    void place(Waiting bid, Machine machine) {
        if (!waiting.remove(bid)) {
            throw new IllegalStateException("bid %d does not wait".formatted(bid.bid.sequence()));
        }
        nominate(bid, null);
        Allocation allocation = new Allocation(bid, machine, now(), now() + settings.minRun());
        machine.add(allocation);
        changed(machine);
        tally.started(allocation, now());
        agenda.started(allocation, now() + settings.minRun());
    }

    /** Gives the pool's notice; the victim keeps its machine until the deadline. */
    void notice(Allocation victim) {
        notice(victim, now() + settings.notice());
    }

    /**
     * Gives notice.
     *
     * @param deadline not before the pool's notice is over
     */
    void notice(Allocation victim, long deadline) {
        if (deadline < now() + settings.notice()) {
            throw new IllegalStateException("notice for less than the pool's");
        }
        if (victim.hasEnded() || !victim.isCandidate(now())) {
            throw new IllegalStateException(
                    "ended, noticed already, or younger than its minimum run");
        }
        victim.notice(deadline);
        changed(victim.machine);
        agenda.deadline(victim, deadline);
    }

    /** Takes a notice back. */
    void withdraw(Allocation victim) {
        victim.withdraw();
        changed(victim.machine);
        tally.withdrawn();
    }

    /** Promises the room of a machine to a waiting bid, instead of any that was promised before. */
    void nominate(Waiting bid, @Nullable Machine machine) {
        Machine before = bid.nominated();
        if (before == machine) {
            return;
        }
        bid.nominate(machine);
        if (before != null) {
            before.remove(bid);
            changed(before);
        }
        if (machine != null) {
            machine.add(bid);
            changed(machine);
        }
    }

    void queue(Waiting bid) {
        bid.queue(now());
        waiting.add(bid);
    }

    /** The bid no longer wants to run. */
    void leave(Waiting bid) {
        if (waiting.remove(bid)) {
            nominate(bid, null);
        }
    }

    void end(Allocation allocation) {
        allocation.end();
        allocation.machine.remove(allocation);
        changed(allocation.machine);
    }

    void changed(Machine machine) {
        machine.changed(++stamp);
        byChange.remove(machine);
        byChange.addLast(machine);
    }
}
