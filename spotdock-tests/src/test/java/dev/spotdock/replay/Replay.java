package dev.spotdock.replay;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * Runs every policy on every seed: the same scenario for all policies. Seeds run side by side,
     * each by itself, so that the order in which they finish makes no difference.
     */
    static Replay run(Trace trace, Options options) {
        List<Map<String, Tally>> seeds =
                options.seeds().parallelStream()
                        .map(seed -> runSeed(trace, options, seed))
                        .toList();
        SequencedMap<String, List<Outcome>> results = new LinkedHashMap<>();
        Map<String, Timeline> timelines = new LinkedHashMap<>();
        for (String name : options.policies()) {
            List<Tally> tallies =
                    seeds.stream().map(seed -> requireNonNull(seed.get(name))).toList();
            results.put(name, tallies.stream().map(Tally::outcome).toList());
            timelines.put(name, tallies.getFirst().timeline());
        }
        return new Replay(results, draw(trace, options, options.seeds().getFirst()), timelines);
    }

    private static Map<String, Tally> runSeed(Trace trace, Options options, long seed) {
        Scenario scenario = draw(trace, options, seed);
        Map<String, Tally> tallies = new HashMap<>();
        for (String name : options.policies()) {
            Policy policy = requireNonNull(Policies.all().get(name)).get();
            tallies.put(name, Simulation.run(scenario, options.settings(), policy));
        }
        return tallies;
    }

    private static Scenario draw(Trace trace, Options options, long seed) {
        return Scenario.draw(trace, seed, options.scale(), options.load());
    }
}
