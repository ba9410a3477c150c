package dev.spotdock.web.webhook;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.feed.FeedReader;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The endpoints' queues as they are filled from the feed, of all accounts. Several instances do so
 * at the same time.
 */
@Repository
class IntakeTable {

    private final JdbcClient jdbc;

    IntakeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An endpoint that is behind the feed.
     *
     * @param reader what its account may see now, not when it was made
     * @param room how many more events its queue takes
     */
    record Behind(UUID id, FeedReader reader, List<String> types, long position, int room) {

        Behind {
            types = List.copyOf(types);
        }
    }

    /**
     * Locks endpoints that are enabled, behind and not locked, until the transaction ends.
     *
     * @param after the id of the last one before; null: from the first
     */
    List<Behind> lockBehind(long head, @Nullable UUID after, int pendingMax, int limit) {
        return jdbc.sql(
                        """
                        select e.id, e.account_id, e.types, e.position, a.roles @> '{partner}' as partner,
                               e.for_operator and a.roles @> '{operator}' as operator,
                               :pending - (select count(*) from (
                                   select 1 from webhook.delivery d
                                   where d.endpoint_id = e.id and d.status = 'pending'
                                   limit :pending) as queue) as room
                        from webhook.endpoint e join web.account a on a.id = e.account_id
                        where e.enabled and not a.disabled and e.position < :head
                          and (cast(:after as uuid) is null or e.id > :after)
                        order by e.id limit :limit for update of e skip locked
                        """)
                .param("head", head)
                .param("after", after)
                .param("pending", pendingMax)
                .param("limit", limit)
                .query((row, _) ->
                        new Behind(
                                row.getObject("id", UUID.class),
                                new FeedReader(
                                        new AccountId(row.getObject("account_id", UUID.class)),
                                        row.getBoolean("partner"),
                                        row.getBoolean("operator")),
                                WebhookTable.texts(row.getArray("types")),
                                row.getLong("position"),
                                row.getInt("room")))
                .list();
    }

    /** An event for an endpoint's queue; {@code id} is the delivery's if it is a new one. */
    record Entry(
            UUID id,
            UUID endpoint,
            long position,
            UUID event,
            String type,
            String key,
            String body) {}

    /** Puts events into queues; what was there and is over begins again. */
    void add(List<Entry> entries, Instant firstAt, Instant now) {
        jdbc.sql(
                        """
                        insert into webhook.delivery
                            (id, endpoint_id, position, event_id, type, key, body, next_attempt_at,
                             created_at)
                        select n.*, :first, :now
                        from unnest(:id::uuid[], :endpoint::uuid[], :position::bigint[],
                            :event::uuid[], :type::text[], :key::text[], :body::text[]) as n
                        on conflict (endpoint_id, position) do update
                            set status = 'pending', attempts = 0, ended_at = null,
                                next_attempt_at = excluded.next_attempt_at
                            where delivery.status <> 'pending'
                        """)
                .param("id", texts(entries, Entry::id))
                .param("endpoint", texts(entries, Entry::endpoint))
                .param("position", texts(entries, Entry::position))
                .param("event", texts(entries, Entry::event))
                .param("type", texts(entries, Entry::type))
                .param("key", texts(entries, Entry::key))
                .param("body", texts(entries, Entry::body))
                .param("first", Timestamp.from(firstAt))
                .param("now", Timestamp.from(now))
                .update();
    }

    /** A locked endpoint is that far now. */
    void moveTo(UUID endpoint, long position) {
        jdbc.sql("update webhook.endpoint set position = :position where id = :id")
                .param("position", position)
                .param("id", endpoint)
                .update();
    }

    /**
     * A locked endpoint goes on behind events that are not kept any more, and its owner sees it.
     */
    void skipTo(UUID endpoint, long position, Instant now) {
        jdbc.sql(
                        """
                        update webhook.endpoint
                        set missed_after = position, missed_until = :position, missed_at = :now,
                            position = :position
                        where id = :id
                        """)
                .param("position", position)
                .param("now", Timestamp.from(now))
                .param("id", endpoint)
                .update();
    }

    private static <T> String[] texts(List<T> rows, Function<T, Object> column) {
        return rows.stream().map(row -> column.apply(row).toString()).toArray(String[]::new);
    }
}
