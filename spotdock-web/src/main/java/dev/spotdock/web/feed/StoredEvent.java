package dev.spotdock.web.feed;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event of the feed.
 *
 * @param position from 1, without gaps
 * @param account that it is about; null: none
 * @param data JSON text
 */
public record StoredEvent(
        long position,
        UUID id,
        EventType type,
        String subject,
        String key,
        @Nullable UUID account,
        Instant at,
        String data) {

    boolean visibleTo(FeedReader reader) {
        return reader.operator()
                || type.audience() == Audience.PUBLIC
                || (type.audience() == Audience.PARTNER && reader.partner())
                || (type.audience() != Audience.OPERATOR
                        && reader.account().value().equals(account));
    }
}
