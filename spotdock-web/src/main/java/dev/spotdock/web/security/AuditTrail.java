package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What {@link AuditLog} has written down, for operators. */
@Repository
public class AuditTrail {

    private final JdbcClient jdbc;

    AuditTrail(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Something that happened.
     *
     * @param accountId who did it; null: nobody who is known
     * @param subject to whom or what
     * @param result {@code done}, {@code refused}, {@code throttled}, {@code begun}, {@code
     *     failed}, or an HTTP status
     * @param address where the request came from; null: this process itself
     */
    public record Entry(
            long id,
            Instant at,
            String type,
            @Nullable AccountId accountId,
            @Nullable String subject,
            @Nullable String detail,
            String result,
            @Nullable String address,
            @Nullable String traceId) {}

    /**
     * What is looked for; null: everything.
     *
     * @param accountId who did it, or to whom it was done
     * @param from inclusive
     * @param to exclusive
     */
    public record Search(
            @Nullable AccountId accountId,
            @Nullable String type,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** Events before that id, newest first. */
    public List<Entry> list(Search search, long before, int limit) {
        AccountId account = search.accountId();
        return jdbc.sql(
                        """
                        select id, at, type, account_id, subject, detail, result, address, trace_id
                        from web.audit_event
                        where id < :before
                          and (cast(:account as uuid) is null
                               or account_id = :account or subject = cast(:account as text))
                          and (cast(:type as text) is null or type = :type)
                          and (cast(:from as timestamptz) is null or at >= :from)
                          and (cast(:to as timestamptz) is null or at < :to)
                        order by id desc limit :limit
                        """)
                .param("before", before)
                .param("account", account == null ? null : account.value())
                .param("type", search.type())
                .param("from", search.from() == null ? null : Timestamp.from(search.from()))
                .param("to", search.to() == null ? null : Timestamp.from(search.to()))
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    /** Removes at most {@code limit} events that are not younger than {@code until}. */
    int removeUntil(Instant until, int limit) {
        return jdbc.sql(
                        """
                        delete from web.audit_event where id in (
                            select id from web.audit_event where at <= :until
                            order by at limit :limit for update skip locked)
                        """)
                .param("until", Timestamp.from(until))
                .param("limit", limit)
                .update();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        UUID account = row.getObject("account_id", UUID.class);
        return new Entry(
                row.getLong("id"),
                row.getTimestamp("at").toInstant(),
                row.getString("type"),
                account == null ? null : new AccountId(account),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("result"),
                row.getString("address"),
                row.getString("trace_id"));
    }
}
