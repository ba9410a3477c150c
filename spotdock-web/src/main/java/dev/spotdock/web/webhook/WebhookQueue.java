package dev.spotdock.web.webhook;

import dev.spotdock.kernel.id.AccountId;
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
 * The endpoints' queues as they are sent, of all accounts: claimed, and written down how it went.
 * Several instances do so at the same time.
 */
@Repository
class WebhookQueue {

    private final JdbcClient jdbc;

    WebhookQueue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An event that this instance may send now.
     *
     * @param claim which one of this delivery; another one's outcome is not written down
     * @param attempts before this one
     * @param callsAtOnce what the endpoint is trusted with
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Claimed(
            UUID id,
            long claim,
            UUID endpoint,
            String url,
            UUID event,
            String body,
            int attempts,
            int callsAtOnce,
            byte[] secret,
            byte @Nullable [] previous) {}

    /**
     * Claims what is due: of each key the earliest event that is not over, of each endpoint as many
     * as it is trusted with.
     *
     * @param until then others may claim it too
     * @param limit of all together
     */
    List<Claimed> claim(Instant now, Instant until, int limit) {
        return jdbc.sql(
                        """
                        with head as (
                            select distinct on (d.endpoint_id, d.key) d.id, d.endpoint_id,
                                   d.position, d.next_attempt_at, e.calls_at_once,
                                   coalesce(d.claimed_until > :now, false) as claimed
                            from webhook.delivery d
                            join webhook.endpoint e on e.id = d.endpoint_id
                            join web.account a on a.id = e.account_id
                            where d.status = 'pending' and e.enabled and not a.disabled
                            order by d.endpoint_id, d.key, d.position
                        ), due as (
                            select id, claimed, position, calls_at_once, row_number() over (
                                partition by endpoint_id order by claimed desc, position) as place
                            from head where claimed or next_attempt_at <= :now
                        ), chosen as (
                            select id from due where not claimed and place <= calls_at_once
                            order by place, position limit :limit
                        ), free as (
                            select id from webhook.delivery
                            where id in (select id from chosen) and status = 'pending'
                              and (claimed_until is null or claimed_until <= :now)
                            for update skip locked
                        )
                        update webhook.delivery d
                        set claimed_until = :until, claims = claims + 1
                        from free, webhook.endpoint e
                        where d.id = free.id and e.id = d.endpoint_id
                        returning d.id, d.claims, d.endpoint_id, e.url, d.event_id, d.body,
                            d.attempts, e.calls_at_once, e.secret,
                            case when e.previous_until > :now then e.previous_secret end as previous
                        """)
                .param("now", Timestamp.from(now))
                .param("until", Timestamp.from(until))
                .param("limit", limit)
                .query((row, _) -> claimed(row))
                .list();
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        return new Claimed(
                row.getObject("id", UUID.class),
                row.getLong("claims"),
                row.getObject("endpoint_id", UUID.class),
                row.getString("url"),
                row.getObject("event_id", UUID.class),
                row.getString("body"),
                row.getInt("attempts"),
                row.getInt("calls_at_once"),
                row.getBytes("secret"),
                row.getBytes("previous"));
    }

    /**
     * How an attempt went, to be written down.
     *
     * @param status what the delivery is now
     * @param nextAttemptAt if it is pending
     * @param callsAtOnce what the endpoint is trusted with from now on
     */
    record Outcome(
            Claimed attempt,
            Delivery.Status status,
            @Nullable Instant nextAttemptAt,
            Reply reply,
            int callsAtOnce) {}

    /**
     * Writes down how an attempt went, unless somebody else has claimed it in the meantime.
     *
     * @return since when the endpoint has failed without a success; empty if it has not, or nothing
     *     was written down
     */
    Optional<Instant> record(Outcome outcome, Instant now) {
        boolean over = outcome.status() != Delivery.Status.PENDING;
        Instant next = outcome.nextAttemptAt();
        return jdbc.sql(
                        """
                        with told as (
                            update webhook.delivery
                            set status = :status, attempts = attempts + 1, claimed_until = null,
                                next_attempt_at = coalesce(cast(:next as timestamptz), next_attempt_at),
                                last_attempt_at = :now, last_status = :answer, last_error = :error,
                                ended_at = cast(:ended as timestamptz)
                            where id = :id and claims = :claim and status = 'pending'
                            returning endpoint_id
                        ), known as (
                            update webhook.endpoint
                            set calls_at_once = :calls,
                                failing_since = case when not :worked then coalesce(failing_since, :now) end
                            where id in (select endpoint_id from told)
                              and (calls_at_once <> :calls or :worked <> (failing_since is null))
                            returning id, failing_since
                        )
                        select coalesce(
                            (select failing_since from known),
                            (select case when not :worked then e.failing_since end
                             from webhook.endpoint e join told on e.id = told.endpoint_id)) as since
                        """)
                .param("status", outcome.status().wireName())
                .param("next", next == null ? null : Timestamp.from(next))
                .param("now", Timestamp.from(now))
                .param("answer", outcome.reply().status())
                .param("error", outcome.reply().complaint())
                .param("ended", over ? Timestamp.from(now) : null)
                .param("id", outcome.attempt().id())
                .param("claim", outcome.attempt().claim())
                .param("calls", outcome.callsAtOnce())
                .param("worked", outcome.reply().succeeded())
                .query((row, _) -> Optional.ofNullable(WebhookTable.instant(row, "since")))
                .single();
    }

    /**
     * Disables an endpoint.
     *
     * @return its account; empty if it is disabled or gone already
     */
    Optional<AccountId> disable(UUID endpoint, String reason, Instant now) {
        return jdbc.sql(
                        """
                        update webhook.endpoint
                        set enabled = false, disabled_reason = :reason, disabled_at = :now,
                            version = version + 1
                        where id = :id and enabled returning account_id
                        """)
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .param("id", endpoint)
                .query((row, _) -> new AccountId(row.getObject("account_id", UUID.class)))
                .optional();
    }
}
