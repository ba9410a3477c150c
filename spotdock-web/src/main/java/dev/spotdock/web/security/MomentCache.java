package dev.spotdock.web.security;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers who somebody is for a moment, so that a burst of requests asks the database once;
 * forgets everything as soon as anybody's identity changes, on whatever instance. What is not found
 * is not remembered: it could fill it.
 */
final class MomentCache<K, V> {

    private final SecurityProperties settings;
    private final IdentityChanges changes;
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

    MomentCache(SecurityProperties settings, IdentityChanges changes) {
        this.settings = settings;
        this.changes = changes;
    }

    /**
     * @param change the changes that were heard of before it was asked for
     */
    private record Entry<V>(V value, long change, Instant until) {}

    /** Remembered, or asked for and remembered; only asked for while changes are not heard of. */
    Optional<V> get(K key, Instant now, Supplier<Optional<V>> lookup) {
        long change = changes.heard();
        if (change == IdentityChanges.DEAF) {
            return lookup.get();
        }
        Entry<V> known = entries.get(key);
        if (known != null && known.change() == change && now.isBefore(known.until())) {
            return Optional.of(known.value());
        }
        Optional<V> found = lookup.get();
        found.ifPresentOrElse(
                value ->
                        remember(
                                key,
                                new Entry<>(value, change, now.plus(settings.keyCacheFor())),
                                now),
                () -> entries.remove(key));
        return found;
    }

    private void remember(K key, Entry<V> entry, Instant now) {
        if (entries.size() >= settings.keyCacheEntries()) {
            entries.values()
                    .removeIf(old -> old.change() != entry.change() || !now.isBefore(old.until()));
        }
        if (entries.size() < settings.keyCacheEntries()) {
            entries.put(key, entry);
        }
    }
}
