package dev.spotdock.billing;

import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A market as billing sees it: each allocation keeps its meter's rate unless a test changes it. */
public final class MarketRates implements Rates {

    private final Supplier<JdbcClient> jdbc;
    private final InstantSource clock;
    private final Map<AllocationId, NavigableMap<Instant, Long>> changes =
            new ConcurrentHashMap<>();
    private volatile @Nullable Instant completeUntil;
    private volatile boolean forgetful;

    MarketRates(Supplier<JdbcClient> jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** From an instant on, an allocation that has a meter costs that much. */
    public void change(AllocationId allocation, Instant from, long ratePerHourMicros) {
        changes.computeIfAbsent(allocation, this::unchanged).put(from, ratePerHourMicros);
    }

    /** What is complete from now on; null: everything until now. */
    public void completeUntil(@Nullable Instant instant) {
        completeUntil = instant;
    }

    /** What an allocation costs over all of its time, whatever its meter was started with. */
    void plan(AllocationId allocation, NavigableMap<Instant, Long> rates) {
        changes.put(allocation, new ConcurrentSkipListMap<>(rates));
    }

    /** Rates that apply from what is complete on are not known yet. */
    void forgetWhatIsToCome() {
        forgetful = true;
    }

    private NavigableMap<Instant, Long> unchanged(AllocationId allocation) {
        return new ConcurrentSkipListMap<>(Map.of(Instant.MIN, rateOfMeter(allocation)));
    }

    private long rateOfMeter(AllocationId allocation) {
        return jdbc.get()
                .sql("select rate from billing.meter where allocation_id = ?")
                .param(allocation.value())
                .query(Long.class)
                .single();
    }

    /** What applies to an allocation at an instant. */
    public long rateAt(AllocationId allocation, Instant at) {
        NavigableMap<Instant, Long> changed = changes.get(allocation);
        return changed == null
                ? rateOfMeter(allocation)
                : Objects.requireNonNull(changed.floorEntry(at)).getValue();
    }

    @Override
    public Known over(List<Stretch> stretches) {
        Instant complete = completeUntil;
        Map<AllocationId, List<Step>> steps = new HashMap<>();
        Instant known = complete == null ? clock.instant() : complete;
        stretches.forEach(stretch ->
                steps.put(
                        stretch.allocationId(),
                        steps(forgetful ? known(stretch, known) : stretch)));
        return new Known(steps, known);
    }

    private static Stretch known(Stretch asked, Instant known) {
        return asked.until().isAfter(known)
                ? new Stretch(asked.allocationId(), asked.from(), known)
                : asked;
    }

    private List<Step> steps(Stretch stretch) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(stretch.from(), rateAt(stretch.allocationId(), stretch.from())));
        if (stretch.until().isAfter(stretch.from())) {
            changes.getOrDefault(stretch.allocationId(), new TreeMap<>())
                    .subMap(stretch.from(), false, stretch.until(), false)
                    .forEach((from, rate) -> steps.add(new Step(from, rate)));
        }
        return steps;
    }
}
