package dev.spotdock.web.security;

import dev.spotdock.web.security.ApiKeys.Grant;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Remembers valid keys for a moment, so that a burst of requests asks the database once. Wrong keys
 * are not remembered: they could fill it.
 */
final class KeyCache {

    private final SecurityProperties settings;
    private final Map<ByteBuffer, Entry> entries = new ConcurrentHashMap<>();

    KeyCache(SecurityProperties settings) {
        this.settings = settings;
    }

    private record Entry(Grant grant, Instant until) {}

    /** The key's caller: remembered, or asked for and remembered. */
    Optional<Caller> get(KeyText key, Instant now, Supplier<Optional<Grant>> lookup) {
        ByteBuffer hash = ByteBuffer.wrap(key.hash());
        Entry known = entries.get(hash);
        if (known != null && now.isBefore(known.until())) {
            return Optional.of(known.grant().caller());
        }
        Optional<Grant> grant = lookup.get();
        grant.ifPresentOrElse(found -> remember(hash, found, now), () -> entries.remove(hash));
        return grant.map(Grant::caller);
    }

    private void remember(ByteBuffer hash, Grant grant, Instant now) {
        if (entries.size() >= settings.keyCacheEntries()) {
            entries.values().removeIf(entry -> !now.isBefore(entry.until()));
        }
        if (entries.size() >= settings.keyCacheEntries()) {
            return;
        }
        Instant until = now.plus(settings.keyCacheFor());
        Instant expiresAt = grant.expiresAt();
        entries.put(
                hash,
                new Entry(
                        grant, expiresAt != null && expiresAt.isBefore(until) ? expiresAt : until));
    }
}
