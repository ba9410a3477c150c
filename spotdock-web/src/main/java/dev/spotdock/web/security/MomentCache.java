package dev.spotdock.web.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Remembers who somebody is for a moment, so that a burst of requests asks the database once; as
 * soon as anybody's identity changes, on whatever instance, everything is asked for again. What is
 * not found is not remembered: it could fill it. What was found last is kept beyond its moment, for
 * whoever cannot ask; where there is too much of it, what is used least leaves.
 */
final class MomentCache<K, V> {

    private final SecurityProperties settings;
    private final IdentityChanges changes;
    private final Cache<K, Entry<V>> entries;

    MomentCache(SecurityProperties settings, IdentityChanges changes) {
        this.settings = settings;
        this.changes = changes;
        this.entries = Caffeine.newBuilder().maximumSize(settings.keyCacheEntries()).build();
    }

    /**
     * What was found.
     *
     * @param change the changes that were heard of before it was asked for
     * @param askedAt before the question
     */
    record Entry<V>(V value, long change, Instant askedAt) {}

    /** Remembered, or asked for and remembered; always asked for while changes are not heard of. */
    Optional<V> get(K key, Instant now, Supplier<Optional<V>> lookup) {
        long change = changes.heard();
        Entry<V> known = entries.getIfPresent(key);
        if (known != null
                && change != IdentityChanges.DEAF
                && known.change() == change
                && now.isBefore(known.askedAt().plus(settings.keyCacheFor()))) {
            return Optional.of(known.value());
        }
        Optional<V> found = lookup.get();
        found.ifPresentOrElse(
                value -> entries.put(key, new Entry<>(value, change, now)),
                () -> entries.invalidate(key));
        return found;
    }

    /** What was found last, unless that is too long ago to be believed even without PostgreSQL. */
    Optional<Entry<V>> last(K key, Instant now) {
        return Optional.ofNullable(entries.getIfPresent(key))
                .filter(entry -> now.isBefore(entry.askedAt().plus(settings.offlineFor())));
    }

    /** How many are remembered; what is too much has left when this returns. */
    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }
}
