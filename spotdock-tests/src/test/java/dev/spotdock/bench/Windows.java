package dev.spotdock.bench;

import java.util.List;

/**
 * Rates of consecutive windows of equal length, oldest first, and the rule for when to believe
 * them.
 *
 * @param perSecond operations per second, one figure a window
 */
record Windows(List<Double> perSecond) {

    static final int AGREEING = 3;

    /** Greatest distance between the agreeing windows, as a share of their mean. */
    static final double SPREAD_MAX = 0.05;

    Windows {
        perSecond = List.copyOf(perSecond);
    }

    /** Whether the last three windows agree within 5 %; never before there are three. */
    boolean steady() {
        return perSecond.size() >= AGREEING && spread() <= SPREAD_MAX;
    }

    /** Largest less smallest of the last three windows, as a share of their mean; 0 for none. */
    double spread() {
        double mean = rate();
        if (mean == 0) {
            return 0;
        }
        double largest = last().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        double smallest = last().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return (largest - smallest) / mean;
    }

    /** Mean of the last three windows, operations per second; 0 for none. */
    double rate() {
        return last().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private List<Double> last() {
        return perSecond.subList(Math.max(0, perSecond.size() - AGREEING), perSecond.size());
    }
}
