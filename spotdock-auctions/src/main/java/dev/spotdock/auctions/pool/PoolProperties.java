package dev.spotdock.auctions.pool;

import dev.spotdock.auctions.pricing.rule.PricingRule;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.resources.Quantities;
import dev.spotdock.kernel.resources.SlotShape;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Settings of one pool, {@code spotdock.pools.<name>.*}; the defaults are product.md's.
 *
 * @param floorPrice plain decimal per slot-hour
 * @param pricing {@code uniform} or {@code pay-as-bid}
 * @param minimumStep by how much a newcomer must outbid what it evicts, {@code "5%"} or {@code
 *     "0.05"}; at most hundredths of a percent
 * @param minRun run time during which no eviction is noticed: long enough to do some work
 * @param notice between the notice of an eviction and the stop: long enough to save it
 * @param freeIfEvictedWithin an attempt evicted sooner is not charged
 * @param stopTimeout between SIGTERM and SIGKILL
 * @param evictionMustGain whether a newcomer must pay more than all its victims together
 * @param slotCpu vCPUs in one slot, the pricing unit
 * @param slotMemory memory in one slot
 * @param slotsPerGpu slots that one GPU counts as
 */
record PoolProperties(
        @DefaultValue("0.01") String floorPrice,
        @DefaultValue("uniform") String pricing,
        @DefaultValue("5%") String minimumStep,
        @DefaultValue("60s") Duration minRun,
        @DefaultValue("30s") Duration notice,
        @DefaultValue("2m") Duration freeIfEvictedWithin,
        @DefaultValue("10s") Duration stopTimeout,
        @DefaultValue("true") boolean evictionMustGain,
        @DefaultValue("1") String slotCpu,
        @DefaultValue("2Gi") String slotMemory,
        @DefaultValue("20") int slotsPerGpu) {

    private static final Duration DURATION_MAX = Duration.ofHours(24);
    private static final int SLOTS_PER_GPU_MAX = 10_000;

    static PoolProperties defaults() {
        return new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("pool", PoolProperties.class);
    }

    /** The pool, or a stand-in that is never used if {@code problems} has grown. */
    Pool toPool(String name, List<String> problems) {
        Consumer<String> problem =
                text -> problems.add("spotdock.pools.%s.%s".formatted(name, text));
        return new Pool(
                name,
                pricing(problem),
                read("floor-price", floorPrice, text -> floorPrice(text), problem),
                (int) read("minimum-step", minimumStep, PoolProperties::basisPoints, problem),
                checked("min-run", minRun, problem),
                checked("notice", notice, problem),
                checked("free-if-evicted-within", freeIfEvictedWithin, problem),
                checked("stop-timeout", stopTimeout, problem),
                evictionMustGain,
                slot(problem));
    }

    private PricingRule pricing(Consumer<String> problem) {
        return PricingRule.ofWireName(pricing)
                .orElseGet(() -> {
                    problem.accept("pricing must be uniform or pay-as-bid, not " + pricing);
                    return PricingRule.ofWireName("uniform").orElseThrow();
                });
    }

    private SlotShape slot(Consumer<String> problem) {
        long cpuMillis = read("slot-cpu", slotCpu, Quantities::parseCpuMillis, problem);
        long memoryMiB = read("slot-memory", slotMemory, Quantities::parseMemoryMiB, problem);
        if (cpuMillis < 1 || memoryMiB < 1) {
            problem.accept("slot-cpu and slot-memory must be more than zero");
        }
        if (slotsPerGpu < 1 || slotsPerGpu > SLOTS_PER_GPU_MAX) {
            problem.accept("slots-per-gpu must be 1 to " + SLOTS_PER_GPU_MAX);
        }
        return new SlotShape(
                Math.max(1, cpuMillis), Math.max(1, memoryMiB), Math.max(1, slotsPerGpu));
    }

    private static long floorPrice(String text) {
        long micros = Money.parse(text).micros();
        if (micros < 0 || micros >= 1L << 53) {
            throw new IllegalArgumentException("must be at least 0 and below 9 thousand million");
        }
        return micros;
    }

    private static long basisPoints(String text) {
        if (text.matches("\\d{1,3}(\\.\\d{1,2})?%")) {
            String percent = text.substring(0, text.length() - 1);
            return new BigDecimal(percent).movePointRight(2).longValueExact();
        }
        if (text.matches("\\d{1,2}\\.\\d{1,4}")) {
            return new BigDecimal(text).movePointRight(4).longValueExact();
        }
        throw new IllegalArgumentException("must be a share such as 5%, 2.5% or 0.05");
    }

    private static Duration checked(String name, Duration value, Consumer<String> problem) {
        if (value.isNegative() || value.compareTo(DURATION_MAX) > 0) {
            problem.accept("%s must be 0 to 24 h, not %s".formatted(name, value));
        }
        return value;
    }

    @FunctionalInterface
    private interface Reading {
        long of(String text);
    }

    private static long read(String name, String text, Reading reading, Consumer<String> problem) {
        try {
            return reading.of(text);
        } catch (IllegalArgumentException e) {
            problem.accept("%s %s, not \"%s\"".formatted(name, e.getMessage(), text));
            return 1;
        }
    }
}
