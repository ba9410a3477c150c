package dev.spotdock.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Two rates measured in turn until both are steady: three turns that agree within 5 %, or thirty
 * turns. Compilers and caches are warm then; the result is the median of the last three.
 */
final class SteadyRates {

    private static final int TURNS_MAX = 30;
    private static final int LAST = 3;
    private static final double AGREE = 0.95;

    /** Measures once. */
    interface Rate {
        double measure() throws Exception;
    }

    private final List<Double> ours = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();

    static SteadyRates of(Rate ours, Rate bare) throws Exception {
        SteadyRates rates = new SteadyRates();
        while (rates.ours.size() < TURNS_MAX && !(isSteady(rates.ours) && isSteady(rates.bare))) {
            rates.bare.add(bare.measure());
            rates.ours.add(ours.measure());
        }
        return rates;
    }

    private static boolean isSteady(List<Double> rates) {
        return rates.size() >= LAST
                && Collections.min(last(rates)) >= AGREE * Collections.max(last(rates));
    }

    private static List<Double> last(List<Double> rates) {
        return rates.subList(rates.size() - LAST, rates.size());
    }

    private static double median(List<Double> rates) {
        return last(rates).stream().sorted().toList().get(LAST / 2);
    }

    double ours() {
        return median(ours);
    }

    double bare() {
        return median(bare);
    }

    List<Double> allOurs() {
        return List.copyOf(ours);
    }

    List<Double> allBare() {
        return List.copyOf(bare);
    }
}
