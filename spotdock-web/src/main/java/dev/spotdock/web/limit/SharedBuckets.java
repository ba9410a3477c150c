package dev.spotdock.web.limit;

import dev.spotdock.kernel.loop.Loop;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.OptimizationListener;
import io.github.bucket4j.distributed.proxy.optimization.delay.DelayOptimization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Budgets in Redis, keys {@code spotdock:limit:…}, gone when they are full again.
 *
 * <p>Each instance keeps what it has taken for a moment ({@code sync-every}, or a fiftieth of the
 * budget) before it tells Redis: n instances may together answer n fiftieths more than the budget,
 * and Redis, where every write is an fsync, has one to do per owner and moment instead of one per
 * request.
 */
@Component
class SharedBuckets implements Loop {

    private static final Logger log = LoggerFactory.getLogger(SharedBuckets.class);

    /** After a failure nobody waits for Redis for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final int UNTOLD_SHARE = 50;

    private final RedisBudgets redis;
    private final LimitProperties settings;
    private final InstantSource clock;
    private volatile @Nullable ProxyManager<byte[]> buckets;
    private volatile Instant againAt = Instant.MIN;
    private volatile boolean away;

    SharedBuckets(RedisBudgets redis, LimitProperties settings, InstantSource clock) {
        this.redis = redis;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "limits-redis";
    }

    @Override
    public Duration interval() {
        return PAUSE;
    }

    /** Connects, which may take long, once; the client connects again by itself. */
    @Override
    public void runOnce(Instant now) {
        if (buckets == null) {
            redis.connect()
                    .ifPresent(connection ->
                            buckets =
                                    connection
                                            .clientClock(new InstantClock(clock))
                                            .requestTimeout(settings.redisTimeout())
                                            .expirationAfterWrite(
                                                    ExpirationAfterWriteStrategy
                                                            .basedOnTimeForRefillingBucketUpToMax(
                                                                    settings.window()))
                                            .build());
        }
    }

    /** Whether it is worth a try. */
    boolean isThere() {
        return buckets != null && !clock.instant().isBefore(againAt);
    }

    Bucket bucket(String key, Budget budget) {
        long untold = Math.max(1, budget.requests() / UNTOLD_SHARE);
        return Objects.requireNonNull(buckets, "isThere was not asked")
                .builder()
                .withOptimization(
                        new DelayOptimization(
                                new DelayParameters(untold, settings.syncEvery()),
                                OptimizationListener.createDefault(),
                                new InstantClock(clock)))
                .build(key.getBytes(StandardCharsets.UTF_8), budget::configuration);
    }

    /** The answer; empty, and Redis is left alone for a while, if there was none in time. */
    <T> Optional<T> tried(Supplier<T> question) {
        try {
            T answer = question.get();
            if (away) {
                away = false;
                log.info("Budgets of requests are shared through Redis again");
            }
            return Optional.of(answer);
        } catch (RuntimeException e) { // whatever the client or bucket4j make of it
            againAt = clock.instant().plus(PAUSE);
            if (!away) {
                away = true;
                log.warn("Each instance counts requests for itself: {}", e.toString());
            }
            return Optional.empty();
        }
    }
}
