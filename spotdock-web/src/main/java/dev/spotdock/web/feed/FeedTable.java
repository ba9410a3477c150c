package dev.spotdock.web.feed;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The feed's rows, {@code feed.event} and {@code feed.head}. */
@Repository
class FeedTable {

    private static final String EVENT =
            "select position, event_id, type, subject, key, account_id, at, data from feed.event ";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FeedTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        // What is optional in the schema is left out, not null.
        this.json =
                json.rebuild()
                        .changeDefaultPropertyInclusion(
                                inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
                        .build();
    }

    /**
     * Appends events in their order, within the caller's transaction; others that append wait until
     * it ends. What is in the feed already is left out.
     *
     * @param at not before that of earlier calls, else theirs is used
     */
    void append(List<PublicEvent> events, Instant at) {
        jdbc.sql("select position from feed.head for update").query(Long.class).single();
        jdbc.sql(
                        """
                        with fresh as (
                            select e.*, row_number() over (order by n) as place
                            from unnest(:id::uuid[], :type::text[], :audience::text[],
                                    :subject::text[], :key::text[], :account::uuid[],
                                    :at::timestamptz[], :data::text[]) with ordinality
                                as e(event_id, type, audience, subject, key, account_id, at, data, n)
                            where not exists (
                                select from feed.event known where known.event_id = e.event_id)
                        ), head as (
                            update feed.head
                            set position = position + (select count(*) from fresh)
                            returning position - (select count(*) from fresh) as before
                        ), latest as (
                            select recorded_at from feed.event order by position desc limit 1
                        )
                        insert into feed.event (position, event_id, type, audience, subject, key,
                            account_id, at, recorded_at, data)
                        select head.before + fresh.place, event_id, type, audience, subject, key,
                            account_id, at,
                            greatest(:now, (select recorded_at from latest)), data::json
                        from fresh, head
                        """)
                .param("id", texts(events, PublicEvent::id))
                .param("type", texts(events, event -> event.type().wireName()))
                .param("audience", texts(events, event -> event.type().audience().wireName()))
                .param("subject", texts(events, PublicEvent::subject))
                .param("key", texts(events, PublicEvent::key))
                .param("account", texts(events, FeedTable::owner))
                .param("at", texts(events, PublicEvent::at))
                .param("data", texts(events, event -> json.writeValueAsString(event.data())))
                .param("now", Timestamp.from(at))
                .update();
    }

    FeedHead head() {
        return jdbc.sql("select position, removed_until from feed.head")
                .query(FeedHead.class)
                .single();
    }

    /** The first events after a position, of all accounts. */
    List<StoredEvent> readAll(long after, int limit) {
        return jdbc.sql(EVENT + "where position > :after order by position limit :limit")
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> event(row))
                .list();
    }

    /**
     * The first events after a position, and at or before another one, that a reader may see.
     *
     * @param types as on the wire, at least one
     */
    List<StoredEvent> read(
            FeedReader reader, List<String> types, long after, long until, int limit) {
        String some =
                " and position > :after and position <= :until and type = any(:types::text[])"
                        + " order by position limit :limit";
        String sql =
                reader.operator()
                        ? EVENT + "where true" + some
                        : """
                        select distinct on (position) * from (
                            (%1$s where audience = 'public' %2$s)
                            union all (%1$s where account_id = :account
                                and audience <> 'operator' %2$s)
                            union all (%1$s where :partner and audience = 'partner' %2$s)
                        ) as seen order by position limit :limit
                        """
                                .formatted(EVENT, some);
        return jdbc.sql(sql)
                .param("after", after)
                .param("until", until)
                .param("types", types.toArray(String[]::new))
                .param("limit", limit)
                .param("account", reader.account().value())
                .param("partner", reader.partner())
                .query((row, _) -> event(row))
                .list();
    }

    /** The position before the first event that was recorded at or after an instant. */
    Optional<Long> before(Instant instant) {
        return jdbc.sql(
                        """
                        select position - 1 from feed.event where recorded_at >= :instant
                        order by recorded_at, position limit 1
                        """)
                .param("instant", Timestamp.from(instant))
                .query(Long.class)
                .optional();
    }

    /** Removes the oldest events, at most {@code limit}, that were recorded before an instant. */
    int removeBefore(Instant instant, int limit) {
        return jdbc.sql(
                        """
                        with old as (
                            delete from feed.event where position in (
                                select position from feed.event where recorded_at < :instant
                                order by position limit :limit)
                            returning position
                        ), marked as (
                            update feed.head set removed_until =
                                greatest(removed_until, (select max(position) from old))
                            where exists (select from old)
                        )
                        select count(*) from old
                        """)
                .param("instant", Timestamp.from(instant))
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    /** By number: names are looked up for each row. */
    private static StoredEvent event(ResultSet row) throws SQLException {
        long position = row.getLong(1);
        EventType type = EventType.ofWireName(row.getString(3));
        return new StoredEvent(
                position,
                type,
                row.getObject(6, UUID.class),
                CloudEvent.of(
                        position,
                        type,
                        row.getObject(2, UUID.class),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(7, OffsetDateTime.class).toInstant(),
                        row.getString(8)));
    }

    private static @Nullable UUID owner(PublicEvent event) {
        return event.owner() == null ? null : event.owner().value();
    }

    private static @Nullable String[] texts(
            List<PublicEvent> events, Function<PublicEvent, ? extends @Nullable Object> column) {
        @Nullable String[] texts = new @Nullable String[events.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = column.apply(events.get(i));
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }
}
