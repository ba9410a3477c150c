package dev.spotdock.replay;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Takes the waiting one after the other: into free room, else into room that is about to become
 * free and promised to nobody, else by stopping somebody. Room that is being cleared stays promised
 * to the newcomer it is cleared for; a notice is never taken back.
 */
final class OneByOne implements Policy {

    private final Comparator<Waiting> order;
    private final VictimChoice choice;

    OneByOne(Comparator<Waiting> order, VictimChoice choice) {
        this.order = order;
        this.choice = choice;
    }

    @Override
    public Comparator<Waiting> order() {
        return order;
    }

    @Override
    public void decide(Market market) {
        for (Waiting bid : market.waiting()) {
            Machine nominated = bid.nominated();
            if (nominated == null) {
                find(market, bid);
            } else if (nominated.room().holds(bid.bid.resources())) {
                market.place(bid, nominated);
            }
        }
    }

    private void find(Market market, Waiting bid) {
        List<Machine> changed = market.changedSince(bid);
        if (changed.isEmpty() || placed(market, bid, changed) || promised(market, bid, changed)) {
            return;
        }
        Optional<VictimChoice.Plan> plan =
                changed.stream()
                        .flatMap(machine -> choice.on(machine, bid, market.now()).stream())
                        .min(choice.preference());
        if (plan.isPresent()) {
            plan.get().victims().forEach(market::notice);
            market.nominate(bid, plan.get().machine());
        } else {
            bid.examined(market.stamp());
        }
    }

    private static boolean placed(Market market, Waiting bid, Collection<Machine> machines) {
        Optional<Machine> machine =
                BestFit.among(
                        machines,
                        bid.bid.resources(),
                        Machine::room,
                        m -> m.takes(bid.bid.resources()));
        machine.ifPresent(m -> market.place(bid, m));
        return machine.isPresent();
    }

    private static boolean promised(Market market, Waiting bid, Collection<Machine> machines) {
        Optional<Machine> machine =
                BestFit.among(
                        machines,
                        bid.bid.resources(),
                        Machine::roomAhead,
                        m -> m.roomAhead().holds(bid.bid.resources()));
        machine.ifPresent(m -> market.nominate(bid, m));
        return machine.isPresent();
    }
}
