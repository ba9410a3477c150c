package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Matches in every pool whose lease this instance holds or gets. */
@Component
class MatchingLoop implements Loop {

    private final Pools pools;
    private final PoolLease lease;
    private final Matching matching;
    private final Duration interval;
    private final Map<String, Matching.Memory> memories = new ConcurrentHashMap<>();

    MatchingLoop(Pools pools, PoolLease lease, Matching matching, AuctionsProperties properties) {
        this.pools = pools;
        this.lease = lease;
        this.matching = matching;
        this.interval = properties.matching().interval();
    }

    @Override
    public String name() {
        return "matching";
    }

    @Override
    public Duration interval() {
        return interval;
    }

    /** A pool that fails does not keep the others waiting. */
    @Override
    public void runOnce(Instant now) {
        RuntimeException failure = null;
        for (Pool pool : pools.all()) {
            try {
                run(pool, now);
            } catch (RuntimeException e) {
                memories.remove(pool.name());
                failure = first(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void run(Pool pool, Instant now) {
        OptionalLong epoch = lease.hold(pool.name(), now);
        if (epoch.isEmpty()) {
            memories.remove(pool.name());
            return;
        }
        Matching.Memory memory = memories.get(pool.name());
        if (memory == null || memory.leaseEpoch() != epoch.getAsLong()) {
            memory = Matching.Memory.none(epoch.getAsLong());
        }
        Optional<Matching.Memory> after = matching.run(pool, memory, now);
        if (after.isPresent()) {
            memories.put(pool.name(), after.get());
        } else {
            memories.remove(pool.name());
            lease.lost(pool.name());
        }
    }

    private static RuntimeException first(@Nullable RuntimeException before, RuntimeException e) {
        if (before == null) {
            return e;
        }
        before.addSuppressed(e);
        return before;
    }
}
