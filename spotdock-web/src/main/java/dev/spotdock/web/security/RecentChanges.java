package dev.spotdock.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.spotdock.kernel.id.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * When keys and accounts have changed, for whoever cannot ask PostgreSQL: keys {@code
 * spotdock:identity:changed:…} of Redis, written after the commit, each gone when nothing that was
 * known before is believed any more. Not a channel: whoever was not connected would miss it. What
 * PostgreSQL told this instance is remembered here as well, in case Redis was away then.
 */
@Component
class RecentChanges {

    private static final Logger log = LoggerFactory.getLogger(RecentChanges.class);

    private static final String KEYS = "spotdock:identity:changed:";

    /** Instances' clocks follow PostgreSQL's by a fraction of it, and drift while it is away. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(1);

    private final ObjectProvider<StringRedisTemplate> redis;
    private final Duration keptFor;
    private final InstantSource clock;
    private final Cache<String, Instant> heard;

    RecentChanges(
            ObjectProvider<StringRedisTemplate> redis,
            SecurityProperties settings,
            InstantSource clock) {
        this.redis = redis;
        this.keptFor = settings.offlineFor().plus(CLOCKS_APART.multipliedBy(2));
        this.clock = clock;
        this.heard = Caffeine.newBuilder().maximumSize(settings.keyCacheEntries()).build();
    }

    /** A key has ended. */
    static String ofKey(String prefix) {
        return "key:" + prefix;
    }

    /** An account's roles have changed, or whether it is disabled. */
    static String ofAccount(AccountId account) {
        return "account:" + account;
    }

    /** Tells all instances, after the commit; the change stands also if Redis is away. */
    void tell(String what) {
        hear(what);
        try {
            redis.ifAvailable(there ->
                    there.opsForValue().set(KEYS + what, Long.toString(clock.millis()), keptFor));
        } catch (DataAccessException e) {
            log.warn("Redis was not told that {} has changed: {}", what, e.toString());
        }
    }

    /** PostgreSQL has told of it. */
    void hear(String what) {
        heard.put(what, clock.instant());
    }

    /**
     * Whether it may have changed since it was asked for.
     *
     * @throws DataAccessException if Redis does not say
     */
    boolean isAfter(Instant asked, String what) {
        Instant here = heard.getIfPresent(what);
        return isAfter(asked, here) || told(what).filter(at -> isAfter(asked, at)).isPresent();
    }

    private static boolean isAfter(Instant asked, @Nullable Instant changed) {
        return changed != null && !asked.isAfter(changed.plus(CLOCKS_APART));
    }

    private Optional<Instant> told(String what) {
        StringRedisTemplate there = redis.getIfAvailable();
        if (there == null) {
            throw new DataAccessResourceFailureException("there is no Redis to ask");
        }
        return Optional.ofNullable(there.opsForValue().get(KEYS + what))
                .map(Long::parseLong)
                .map(Instant::ofEpochMilli);
    }
}
