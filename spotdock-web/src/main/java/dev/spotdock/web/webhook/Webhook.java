package dev.spotdock.web.webhook;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as its owner sees it.
 *
 * @param types types, topics such as {@code bid.*}, or {@code *}
 * @param disabledReason {@code owner}, {@code gone} (it answered 410) or {@code failing} (for too
 *     long); null while it is enabled
 * @param position of the feed, up to which its queue goes
 * @param missed the last time that events were lost to it; null: never
 * @param previousUntil until then the secret before the last rotation signs too
 * @param failingSince the first failure since the last success
 * @param version one more with each change of url, types, enabled or secret
 */
public record Webhook(
        UUID id,
        AccountId account,
        String url,
        List<String> types,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable Instant disabledAt,
        long position,
        @Nullable Missed missed,
        @Nullable Instant previousUntil,
        @Nullable Instant failingSince,
        long version,
        Instant createdAt) {

    public Webhook {
        types = List.copyOf(types);
    }

    /**
     * Events that the feed did not keep until they were in the queue.
     *
     * @param after the position before the first one
     * @param until the last one's position
     */
    public record Missed(long after, long until, Instant at) {}
}
