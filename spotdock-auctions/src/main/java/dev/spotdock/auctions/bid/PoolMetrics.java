package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.ListPools;
import dev.spotdock.auctions.PoolDetails;
import dev.spotdock.kernel.loop.Loop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/**
 * Shows how each pool stands: {@code spotdock.auctions.pool.waiting}, {@code .running}, {@code
 * .nodes}, {@code .market.price} (micro-units per slot-hour) and {@code .capacity.offered}, {@code
 * .capacity.used} by resource. Looked up here every few seconds, so that a scrape costs nothing.
 */
@Component
class PoolMetrics implements Loop {

    private static final String PREFIX = "spotdock.auctions.pool.";

    private final PoolQueries queries;
    private final MeterRegistry meters;
    private final Map<String, PoolDetails> latest = new ConcurrentHashMap<>();

    PoolMetrics(PoolQueries queries, MeterRegistry meters) {
        this.queries = queries;
        this.meters = meters;
    }

    @Override
    public String name() {
        return "pool-metrics";
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void runOnce(Instant now) {
        for (PoolDetails pool : queries.handle(new ListPools())) {
            if (latest.put(pool.name(), pool) == null) {
                register(pool.name());
            }
        }
    }

    private void register(String pool) {
        gauge("waiting", pool, PoolDetails::waiting);
        gauge("running", pool, PoolDetails::running);
        gauge("nodes", pool, PoolDetails::nodes);
        gauge("market.price", pool, PoolDetails::marketPrice);
        capacity("cpu_millis", pool, p -> p.capacity().cpuMillis(), p -> p.used().cpuMillis());
        capacity("memory_mib", pool, p -> p.capacity().memoryMiB(), p -> p.used().memoryMiB());
        capacity("gpus", pool, p -> p.capacity().gpus(), p -> p.used().gpus());
    }

    private void gauge(String what, String pool, ToLongFunction<PoolDetails> value) {
        Gauge.builder(PREFIX + what, latest, map -> value(map, pool, value))
                .tag("pool", pool)
                .register(meters);
    }

    private void capacity(
            String resource,
            String pool,
            ToLongFunction<PoolDetails> offered,
            ToLongFunction<PoolDetails> used) {
        Map.of("offered", offered, "used", used)
                .forEach((what, value) ->
                        Gauge.builder(
                                        PREFIX + "capacity." + what,
                                        latest,
                                        map -> value(map, pool, value))
                                .tag("pool", pool)
                                .tag("resource", resource)
                                .register(meters));
    }

    private static double value(
            Map<String, PoolDetails> latest, String pool, ToLongFunction<PoolDetails> value) {
        PoolDetails details = latest.get(pool);
        return details == null ? 0 : value.applyAsLong(details);
    }
}
