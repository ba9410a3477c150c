package dev.spotdock.web.webhook;

import static dev.spotdock.web.webhook.WebhookTable.instant;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.webhook.Delivery.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What became of events, rows of {@code webhook.delivery}, for the endpoints' owners, and their
 * end.
 */
@Repository
class DeliveryTable {

    private static final String SELECT =
            """
            select d.id, d.position, d.event_id, d.type, d.key, d.status, d.attempts,
                   d.next_attempt_at, d.last_attempt_at, d.last_status, d.last_error, d.created_at,
                   d.ended_at
            from webhook.delivery d join webhook.endpoint e on e.id = d.endpoint_id
            where e.account_id = :owner and e.id = :endpoint
            """;

    private final JdbcClient jdbc;

    DeliveryTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Deliveries of an endpoint, those of later events first.
     *
     * @param status null: all
     * @param before only what stands behind that position; null: from the first
     */
    List<Delivery> list(
            AccountId owner,
            UUID endpoint,
            @Nullable Status status,
            @Nullable Long before,
            int limit) {
        return jdbc.sql(
                        SELECT
                                + """
                                  and (cast(:status as text) is null or d.status = :status)
                                  and (cast(:before as bigint) is null or d.position < :before)
                                order by d.position desc limit :limit
                                """)
                .param("owner", owner.value())
                .param("endpoint", endpoint)
                .param("status", status == null ? null : status.wireName())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> delivery(row))
                .list();
    }

    Optional<Delivery> find(AccountId owner, UUID endpoint, UUID id) {
        return jdbc.sql(SELECT + " and d.id = :id")
                .param("owner", owner.value())
                .param("endpoint", endpoint)
                .param("id", id)
                .query((row, _) -> delivery(row))
                .optional();
    }

    /** Begins again with one, unless it is on its way just now. */
    void replay(AccountId owner, UUID endpoint, UUID id, Instant now) {
        again("d.id = :id", owner, endpoint, now).param("id", id).update();
    }

    /**
     * Begins again with those that failed, earlier events first.
     *
     * @return how many those are, at most {@code limit}
     */
    int replayFailed(AccountId owner, UUID endpoint, Instant now, int limit) {
        return again(
                        """
                        d.id in (
                            select id from webhook.delivery
                            where endpoint_id = :endpoint and status = 'failed'
                            order by position limit :limit)
                        """,
                        owner,
                        endpoint,
                        now)
                .param("limit", limit)
                .update();
    }

    private JdbcClient.StatementSpec again(
            String which, AccountId owner, UUID endpoint, Instant now) {
        return jdbc.sql(
                        """
                        update webhook.delivery d
                        set status = 'pending', attempts = 0, next_attempt_at = :now,
                            claimed_until = null, ended_at = null
                        from webhook.endpoint e
                        where e.id = d.endpoint_id and e.account_id = :owner and e.id = :endpoint
                          and (d.claimed_until is null or d.claimed_until <= :now) and
                        """
                                + which)
                .param("owner", owner.value())
                .param("endpoint", endpoint)
                .param("now", Timestamp.from(now));
    }

    /** Removes those that became delivered or failed before an instant, at most {@code limit}. */
    int removeEnded(Status status, Instant before, int limit) {
        return jdbc.sql(
                        """
                        delete from webhook.delivery where id in (
                            select id from webhook.delivery
                            where status = :status and status <> 'pending' and ended_at < :before
                            order by ended_at limit :limit for update skip locked)
                        """)
                .param("status", status.wireName())
                .param("before", Timestamp.from(before))
                .param("limit", limit)
                .update();
    }

    /**
     * How far behind the endpoints are.
     *
     * @param lag of the enabled endpoint that is furthest behind, in positions of the feed
     * @param oldest since when an event has waited in a queue; null: none does
     */
    record Backlog(long lag, @Nullable Instant oldest) {}

    Backlog backlog(long head) {
        return jdbc.sql(
                        """
                        select greatest(:head - (
                                   select min(position) from webhook.endpoint where enabled), 0) as lag,
                               (select min(d.created_at) from webhook.delivery d
                                join webhook.endpoint e on e.id = d.endpoint_id
                                where d.status = 'pending' and e.enabled) as oldest
                        """)
                .param("head", head)
                .query((row, _) -> new Backlog(row.getLong("lag"), instant(row, "oldest")))
                .single();
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Status status = Status.ofWireName(row.getString("status")).orElseThrow();
        return new Delivery(
                row.getObject("id", UUID.class),
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getString("key"),
                status,
                row.getInt("attempts"),
                status == Status.PENDING ? instant(row, "next_attempt_at") : null,
                instant(row, "last_attempt_at"),
                row.getObject("last_status", Integer.class),
                row.getString("last_error"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "ended_at"));
    }
}
