package dev.spotdock.replay;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A figure over several seeds.
 *
 * @param stdDev of a sample; 0 for a single seed
 */
record Spread(double mean, double stdDev, double min, double max) {

    /** Each figure of the outcomes, by name. */
    static Map<String, Spread> of(List<Outcome> outcomes) {
        Map<String, Spread> spreads = new LinkedHashMap<>();
        for (String name : outcomes.getFirst().figures().keySet()) {
            spreads.put(
                    name,
                    ofValues(
                            outcomes.stream()
                                    .mapToDouble(o -> o.figures().getOrDefault(name, 0.0))
                                    .toArray()));
        }
        return spreads;
    }

    static Spread ofValues(double... values) {
        double sum = 0;
        double min = Double.MAX_VALUE;
        double max = -Double.MAX_VALUE;
        for (double value : values) {
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double stdDev = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
        return new Spread(mean, stdDev, min, max);
    }
}
