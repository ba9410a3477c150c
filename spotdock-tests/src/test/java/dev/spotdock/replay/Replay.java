package dev.spotdock.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * What came out, by policy, one outcome a seed.
 *
 * @param results in the order of the report
 * @param first what the first seed's scenario was
 * @param timelines of the first seed
 */
record Replay(
        SequencedMap<String, List<Outcome>> results,
        Scenario first,
        Map<String, Timeline> timelines) {

    /** Runs every policy on every seed: the same scenario for all policies. */
    static Replay run(Trace trace, Options options) {
        SequencedMap<String, List<Outcome>> results = new LinkedHashMap<>();
        options.policies().forEach(name -> results.put(name, new ArrayList<>()));
        Map<String, Timeline> timelines = new LinkedHashMap<>();
        Scenario first =
                Scenario.draw(trace, options.seeds().getFirst(), options.scale(), options.load());
        for (long seed : options.seeds()) {
            Scenario scenario = Scenario.draw(trace, seed, options.scale(), options.load());
            double bound = UpperBound.of(scenario);
            results.forEach((name, outcomes) -> {
                Policy policy = Objects.requireNonNull(Policies.all().get(name)).get();
                Tally tally = Simulation.run(scenario, options.rules(), policy);
                timelines.putIfAbsent(name, tally.timeline());
                outcomes.add(tally.outcome(bound));
            });
        }
        return new Replay(results, first, timelines);
    }
}
