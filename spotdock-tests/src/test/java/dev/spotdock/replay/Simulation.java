package dev.spotdock.replay;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Sends a scenario through a policy on virtual time, until the last bid no longer wants to run.
 *
 * <p>A bid starts at the instant it is placed. Evicted, it waits again and may run until the end of
 * its window.
 */
final class Simulation {

    /** Nothing but a sliding limit of the policy's own needs ticks: the rest are events. */
    static final long TICK = 10_000;

    private final Policy policy;
    private final Agenda agenda = new Agenda();
    private final Map<Bid, Allocation> running = new HashMap<>();
    private final Tally tally;
    private final Market market;
    private boolean ticking;

    private Simulation(Scenario scenario, PoolSettings settings, Policy policy) {
        this.policy = policy;
        this.tally = new Tally(scenario, running);
        this.market = new Market(scenario, settings, policy, agenda, tally);
        scenario.bids().forEach(bid -> agenda.bid(new Waiting(bid)));
    }

    static Tally run(Scenario scenario, PoolSettings settings, Policy policy) {
        Simulation simulation = new Simulation(scenario, settings, policy);
        while (!simulation.agenda.isEmpty()) {
            simulation.step();
        }
        return simulation.tally;
    }

    /** Everything of one instant, then the decision. */
    private void step() {
        long at = agenda.nextAt();
        tally.until(at);
        while (!agenda.isEmpty() && agenda.nextAt() == at) {
            happen(agenda.next());
        }
        policy.decide(market);
        tally.timeline().sample(at, () -> policy.price(market));
        if (!ticking && !market.isIdle()) {
            agenda.tick(at + TICK);
            ticking = true;
        }
    }

    private void happen(Agenda.Entry entry) {
        switch (entry.kind()) {
            case ARRIVES -> market.queue(Objects.requireNonNull(entry.waiting()));
            case LEAVES -> leave(Objects.requireNonNull(entry.waiting()));
            case DEADLINE -> evict(Objects.requireNonNull(entry.allocation()), entry.at());
            case MATURES -> mature(Objects.requireNonNull(entry.allocation()));
            case TICK -> ticking = false;
        }
    }

    private void leave(Waiting bid) {
        Allocation allocation = running.get(bid.bid);
        if (allocation == null) {
            market.leave(bid);
            tally.left(bid);
        } else {
            market.end(allocation);
            tally.completed(allocation, agenda.now());
        }
    }

    private void evict(Allocation victim, long deadline) {
        if (victim.hasEnded() || victim.deadline() != deadline) {
            return;
        }
        market.end(victim);
        tally.evicted(victim, agenda.now());
        market.queue(victim.waiting);
    }

    /** Somebody may be stopped now who could not before. */
    private void mature(Allocation allocation) {
        if (!allocation.hasEnded()) {
            market.changed(allocation.machine);
        }
    }
}
