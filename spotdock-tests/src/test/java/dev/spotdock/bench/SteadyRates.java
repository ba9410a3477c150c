package dev.spotdock.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Two rates measured in turn, until the {@link Windows} of both are steady or there are thirty:
 * compilers and caches are warm then.
 */
record SteadyRates(Windows ours, Windows bare) {

    private static final int TURNS_MAX = 30;

    /** Measures once, operations per second. */
    interface Rate {
        double measure() throws Exception;
    }

    static SteadyRates of(Rate ours, Rate bare) throws Exception {
        List<Double> ourTurns = new ArrayList<>();
        List<Double> bareTurns = new ArrayList<>();
        SteadyRates rates = new SteadyRates(new Windows(ourTurns), new Windows(bareTurns));
        while (ourTurns.size() < TURNS_MAX && !(rates.ours.steady() && rates.bare.steady())) {
            bareTurns.add(bare.measure());
            ourTurns.add(ours.measure());
            rates = new SteadyRates(new Windows(ourTurns), new Windows(bareTurns));
        }
        return rates;
    }
}
