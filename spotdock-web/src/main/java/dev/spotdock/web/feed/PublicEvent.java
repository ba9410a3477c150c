package dev.spotdock.web.feed;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the outside learns of a domain event, before it has a position.
 *
 * @param id the domain event's, for deduplication
 * @param subject what it is about: a bid's, wallet's or allocation's id, the name of a pool or node
 * @param key events of the same key are told in order
 * @param owner the account that it is about; null: none
 * @param at when it happened
 * @param data an instance of the type's {@link EventType#data}
 */
record PublicEvent(
        UUID id,
        EventType type,
        String subject,
        String key,
        @Nullable AccountId owner,
        Instant at,
        Record data) {}
