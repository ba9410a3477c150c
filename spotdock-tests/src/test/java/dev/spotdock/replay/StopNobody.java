package dev.spotdock.replay;

import java.util.Comparator;
import java.util.Optional;

/** No eviction at all: the baseline {@code firstCome}. */
final class StopNobody implements VictimChoice {

    @Override
    public Optional<Plan> on(Machine machine, Waiting newcomer, long now) {
        return Optional.empty();
    }

    @Override
    public Comparator<Plan> preference() {
        return Comparator.comparing(Plan::name);
    }
}
