package dev.spotdock.web.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Everybody's budgets: shared by all instances through Redis; while it is away or slow, each
 * instance counts for itself, so that nobody is refused for that and nobody gets in unlimited.
 */
@Component
class Buckets {

    private final Cache<String, Bucket> own;
    private final Cache<String, Bucket> shared;
    private final SharedBuckets redis;
    private final InstantClock clock;
    private final Counter alone;

    Buckets(
            LimitProperties settings,
            SharedBuckets redis,
            InstantSource clock,
            MeterRegistry meters) {
        this.own = cache(settings);
        this.shared = cache(settings);
        this.redis = redis;
        this.clock = new InstantClock(clock);
        this.alone = meters.counter("spotdock.web.limits.alone");
    }

    /** Longer unused, a budget is full again, as a new one is. */
    private static Cache<String, Bucket> cache(LimitProperties settings) {
        return Caffeine.newBuilder()
                .maximumSize(settings.bucketsLimit())
                .expireAfterAccess(settings.window().multipliedBy(2))
                .build();
    }

    /** Takes the cost from the owner's budget, or nothing if there is not enough. */
    Use take(Budget budget, String owner, long cost) {
        long taken = Math.min(cost, budget.requests());
        return ask(
                budget,
                budget.key(owner),
                bucket -> Use.of(budget, taken, bucket.tryConsumeAndReturnRemaining(taken)));
    }

    /**
     * Whether one request fits the owner's budget. Asks nobody about an owner of whom nothing was
     * taken here lately: this is done for every request.
     */
    Use look(Budget budget, String owner) {
        String key = budget.key(owner);
        if (own.getIfPresent(key) == null && shared.getIfPresent(key) == null) {
            return Use.first(budget);
        }
        return ask(budget, key, bucket -> Use.of(budget, bucket.estimateAbilityToConsume(1)));
    }

    private Use ask(Budget budget, String key, Function<Bucket, Use> question) {
        @Nullable Use answer = null;
        if (redis.isThere()) {
            answer =
                    redis.tried(() ->
                                    question.apply(
                                            shared.get(key, name -> redis.bucket(name, budget))))
                            .orElse(null);
        }
        if (answer == null) {
            alone.increment();
            answer = question.apply(own.get(key, _ -> bucket(budget)));
        }
        return answer;
    }

    /** How many budgets are in memory; what is too much has left when this returns. */
    long remembered() {
        own.cleanUp();
        shared.cleanUp();
        return own.estimatedSize() + shared.estimatedSize();
    }

    private Bucket bucket(Budget budget) {
        return Bucket.builder()
                .addLimit(budget.configuration().getBandwidths()[0])
                .withCustomTimePrecision(clock)
                .build();
    }
}
