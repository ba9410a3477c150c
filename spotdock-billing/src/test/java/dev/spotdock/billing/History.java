package dev.spotdock.billing;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Collectors;

/**
 * What happens to a few wallets.
 *
 * @param rates what each allocation costs over time; the market tells nothing beyond what is
 *     complete
 * @param steps in the order in which they reach billing
 */
record History(Map<AllocationId, NavigableMap<Instant, Long>> rates, List<Step> steps) {

    sealed interface Step {}

    /** A command arrives. */
    record Told(Instant now, Command<?> command) implements Step {}

    /** The metering loop runs. */
    record Passed(Instant now, Instant completeUntil) implements Step {}

    /** The process ends and another one starts. */
    record Restarted() implements Step {}

    @Override
    public String toString() {
        return rates.entrySet().stream()
                        .map(entry -> "\n  " + entry.getKey() + " costs " + entry.getValue())
                        .collect(Collectors.joining())
                + steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
    }
}
