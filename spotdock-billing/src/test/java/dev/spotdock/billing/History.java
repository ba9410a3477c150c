package dev.spotdock.billing;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a few wallets.
 *
 * @param rates what each allocation costs over time; the market tells nothing beyond what is
 *     complete
 * @param steps in the order in which they reach billing
 */
record History(Map<AllocationId, NavigableMap<Instant, Long>> rates, List<Step> steps) {

    /** Something that reaches billing. */
    sealed interface Step {
        /** Answers what the module does. */
        @Nullable Object reaches(BillingWorld world);
    }

    /** A command arrives. */
    record Told(Instant now, Command<?> command) implements Step {
        @Override
        public @Nullable Object reaches(BillingWorld world) {
            world.rates().completeUntil(now);
            world.clock().now = now;
            return world.send(command);
        }
    }

    /** The metering loop runs. */
    record Passed(Instant now, Instant completeUntil) implements Step {
        @Override
        public @Nullable Object reaches(BillingWorld world) {
            world.rates().completeUntil(completeUntil);
            world.meter(now);
            return null;
        }
    }

    /** The process ends and another one starts. */
    record Restarted() implements Step {
        @Override
        public @Nullable Object reaches(BillingWorld world) {
            world.restart();
            return null;
        }
    }

    void isPlanned(BillingWorld world) {
        rates.forEach(world.rates()::plan);
    }

    @Override
    public String toString() {
        return rates.entrySet().stream()
                        .map(entry -> "\n  " + entry.getKey() + " costs " + entry.getValue())
                        .collect(Collectors.joining())
                + steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
    }
}
