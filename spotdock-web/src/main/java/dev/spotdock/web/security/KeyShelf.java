package dev.spotdock.web.security;

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

/** The keys that an account has, rows of {@code web.api_key}; every statement names the account. */
@Repository
class KeyShelf {

    private static final String SELECT =
            """
            select id, name, prefix, array_to_string(scopes, ',') as scopes, created_at,
                   last_used_at, expires_at, revoked_at
            from web.api_key
            """;

    private final JdbcClient jdbc;

    KeyShelf(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * How many valid keys the account has, and will have until the transaction ends but for those
     * that it adds itself.
     */
    int lockAndCount(AccountId owner, Instant now) {
        jdbc.sql("select id from web.account where id = :owner for update")
                .param("owner", owner.value())
                .query(UUID.class)
                .single();
        return jdbc.sql(
                        """
                        select count(*) from web.api_key
                        where account_id = :owner and revoked_at is null
                          and (expires_at is null or expires_at > :now)
                        """)
                .param("owner", owner.value())
                .param("now", Timestamp.from(now))
                .query(Integer.class)
                .single();
    }

    void add(AccountId owner, ApiKey key, KeyText text) {
        jdbc.sql(
                        """
                        insert into web.api_key
                            (id, account_id, name, prefix, hash, created_at, expires_at, scopes)
                        values (:id, :owner, :name, :prefix, :hash, :at, :expires,
                                string_to_array(:scopes, ','))
                        """)
                .param("id", key.id())
                .param("owner", owner.value())
                .param("name", key.name())
                .param("prefix", text.prefix())
                .param("hash", text.hash())
                .param("at", Timestamp.from(key.createdAt()))
                .param("expires", key.expiresAt() == null ? null : Timestamp.from(key.expiresAt()))
                .param("scopes", Scope.joined(key.scopes()))
                .update();
    }

    /**
     * The account's keys, newest first, revoked and expired ones too.
     *
     * @param before only what stands behind that one; null: from the first
     */
    List<ApiKey> list(AccountId owner, @Nullable UUID before, int limit) {
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
                .query((row, _) -> key(row))
                .list();
    }

    Optional<ApiKey> find(AccountId owner, UUID id) {
        return jdbc.sql(SELECT + "where account_id = :owner and id = :id")
                .param("owner", owner.value())
                .param("id", id)
                .query((row, _) -> key(row))
                .optional();
    }

    /**
     * Ends a key.
     *
     * @return false if there is none that is not revoked
     */
    boolean revoke(AccountId owner, UUID id, Instant at) {
        return jdbc.sql(
                                """
                                update web.api_key set revoked_at = :at
                                where account_id = :owner and id = :id and revoked_at is null
                                """)
                        .param("at", Timestamp.from(at))
                        .param("owner", owner.value())
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Forgets all ended keys of the account but the {@code kept} that ended last. */
    void forgetEnded(AccountId owner, Instant now, int kept) {
        jdbc.sql(
                        """
                        delete from web.api_key where id in (
                            select id from web.api_key
                            where account_id = :owner
                              and (revoked_at is not null or expires_at <= :now)
                            order by coalesce(revoked_at, expires_at) desc offset :kept)
                        """)
                .param("owner", owner.value())
                .param("now", Timestamp.from(now))
                .param("kept", kept)
                .update();
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        String scopes = row.getString("scopes");
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("prefix"),
                scopes == null ? null : Scope.split(scopes),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("last_used_at")),
                instant(row.getTimestamp("expires_at")),
                instant(row.getTimestamp("revoked_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
