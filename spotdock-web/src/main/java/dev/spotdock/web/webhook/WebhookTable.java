package dev.spotdock.web.webhook;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.webhook.Webhook.Missed;
import java.sql.Array;
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

/** The endpoints, rows of {@code webhook.endpoint}, for their owners; every statement names one. */
@Repository
class WebhookTable {

    private static final String SELECT =
            """
            select id, account_id, url, types, enabled, disabled_reason, disabled_at, position,
                   missed_after, missed_until, missed_at, previous_until, failing_since, version,
                   created_at
            from webhook.endpoint
            """;

    private final JdbcClient jdbc;

    WebhookTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many the account has, and will have until the transaction ends but for its own. */
    int lockAndCount(AccountId owner) {
        jdbc.sql("select id from web.account where id = :owner for update")
                .param("owner", owner.value())
                .query(UUID.class)
                .single();
        return jdbc.sql("select count(*) from webhook.endpoint where account_id = :owner")
                .param("owner", owner.value())
                .query(Integer.class)
                .single();
    }

    void add(Webhook webhook, boolean forOperator, byte[] secret) {
        jdbc.sql(
                        """
                        insert into webhook.endpoint
                            (id, account_id, url, types, for_operator, position, secret, created_at)
                        values (:id, :owner, :url, :types::text[], :operator, :position, :secret, :at)
                        """)
                .param("id", webhook.id())
                .param("owner", webhook.account().value())
                .param("url", webhook.url())
                .param("types", webhook.types().toArray(String[]::new))
                .param("operator", forOperator)
                .param("position", webhook.position())
                .param("secret", secret)
                .param("at", Timestamp.from(webhook.createdAt()))
                .update();
    }

    /**
     * The account's endpoints, newest first.
     *
     * @param before only what stands behind that one; null: from the first
     */
    List<Webhook> list(AccountId owner, @Nullable UUID before, int limit) {
        return jdbc.sql(
                        SELECT
                                + """
                                where account_id = :owner
                                  and (cast(:before as uuid) is null or id < :before)
                                order by id desc limit :limit
                                """)
                .param("owner", owner.value())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> webhook(row))
                .list();
    }

    Optional<Webhook> find(AccountId owner, UUID id) {
        return found(SELECT + "where account_id = :owner and id = :id", owner, id);
    }

    /** The same, locked until the transaction ends. */
    Optional<Webhook> lock(AccountId owner, UUID id) {
        return found(SELECT + "where account_id = :owner and id = :id for update", owner, id);
    }

    private Optional<Webhook> found(String sql, AccountId owner, UUID id) {
        return jdbc.sql(sql)
                .param("owner", owner.value())
                .param("id", id)
                .query((row, _) -> webhook(row))
                .optional();
    }

    /**
     * Stores url, types, enabled and version of a locked one.
     *
     * @param forOperator null: as before
     */
    void update(Webhook webhook, @Nullable Boolean forOperator) {
        jdbc.sql(
                        """
                        update webhook.endpoint
                        set url = :url, types = :types::text[], enabled = :enabled,
                            disabled_reason = :reason, disabled_at = :disabled,
                            failing_since = :failing, version = :version,
                            for_operator = coalesce(cast(:operator as boolean), for_operator)
                        where account_id = :owner and id = :id
                        """)
                .param("url", webhook.url())
                .param("types", webhook.types().toArray(String[]::new))
                .param("enabled", webhook.enabled())
                .param("reason", webhook.disabledReason())
                .param("disabled", timestamp(webhook.disabledAt()))
                .param("failing", timestamp(webhook.failingSince()))
                .param("version", webhook.version())
                .param("operator", forOperator)
                .param("owner", webhook.account().value())
                .param("id", webhook.id())
                .update();
    }

    /** Puts another secret in the place of the one before, which signs too until an instant. */
    void rotate(AccountId owner, UUID id, byte[] secret, Instant overlapUntil) {
        jdbc.sql(
                        """
                        update webhook.endpoint
                        set previous_secret = secret, previous_until = :until, secret = :secret,
                            version = version + 1
                        where account_id = :owner and id = :id
                        """)
                .param("until", Timestamp.from(overlapUntil))
                .param("secret", secret)
                .param("owner", owner.value())
                .param("id", id)
                .update();
    }

    /** Goes back in the feed: what comes after the position is read again. */
    void rewind(AccountId owner, UUID id, long position) {
        jdbc.sql(
                        """
                        update webhook.endpoint set position = least(position, :position)
                        where account_id = :owner and id = :id
                        """)
                .param("position", position)
                .param("owner", owner.value())
                .param("id", id)
                .update();
    }

    void remove(AccountId owner, UUID id) {
        jdbc.sql("delete from webhook.endpoint where account_id = :owner and id = :id")
                .param("owner", owner.value())
                .param("id", id)
                .update();
    }

    /**
     * What signs its calls now.
     *
     * @param previous null: only the one
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Locked(byte[] secret, byte @Nullable [] previous) {}

    Optional<Locked> secrets(AccountId owner, UUID id, Instant now) {
        return jdbc.sql(
                        """
                        select secret,
                               case when previous_until > :now then previous_secret end as previous
                        from webhook.endpoint where account_id = :owner and id = :id
                        """)
                .param("now", Timestamp.from(now))
                .param("owner", owner.value())
                .param("id", id)
                .query((row, _) -> new Locked(row.getBytes("secret"), row.getBytes("previous")))
                .optional();
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        Instant missedAt = instant(row, "missed_at");
        return new Webhook(
                row.getObject("id", UUID.class),
                new AccountId(row.getObject("account_id", UUID.class)),
                row.getString("url"),
                texts(row.getArray("types")),
                row.getBoolean("enabled"),
                row.getString("disabled_reason"),
                instant(row, "disabled_at"),
                row.getLong("position"),
                missedAt == null
                        ? null
                        : new Missed(
                                row.getLong("missed_after"), row.getLong("missed_until"), missedAt),
                instant(row, "previous_until"),
                instant(row, "failing_since"),
                row.getLong("version"),
                instant(row.getTimestamp("created_at")));
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : instant(timestamp);
    }

    private static Instant instant(Timestamp timestamp) {
        return timestamp.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
