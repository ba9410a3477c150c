package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The API keys, rows of {@code web.api_key}. */
@Repository
public class ApiKeys {

    /** How exact {@code last_used_at} is: a write for each request would cost more than it says. */
    private static final Duration LAST_USED_STEP = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Ids ids;
    private final IdentityChanges changes;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(JdbcClient jdbc, Ids ids, IdentityChanges changes) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.changes = changes;
    }

    /** What a valid key stands for. */
    record Grant(UUID keyId, Caller caller, @Nullable Instant expiresAt) {

        boolean isValid(Instant now) {
            return expiresAt == null || now.isBefore(expiresAt);
        }
    }

    /**
     * Makes a key for an account.
     *
     * @return the only copy of it
     */
    public String issue(AccountId account, String name, Instant at) {
        KeyText key = KeyText.generate(random);
        put(account, name, key, at);
        return key.text();
    }

    /** Whoever the key belongs to; empty if unknown, wrong, revoked, expired or disabled. */
    Optional<Grant> find(KeyText key, Instant now) {
        Optional<Row> row =
                jdbc.sql(
                                """
                                select k.id, k.hash, k.expires_at, k.last_used_at, a.id as account_id,
                                       a.email, a.name, array_to_string(a.roles, ',') as roles,
                                       array_to_string(k.scopes, ',') as scopes
                                from web.api_key k join web.account a on a.id = k.account_id
                                where k.prefix = :prefix and k.revoked_at is null and not a.disabled
                                  and (k.expires_at is null or k.expires_at > :now)
                                """)
                        .param("prefix", key.prefix())
                        .param("now", Timestamp.from(now))
                        .query((found, _) -> row(found))
                        .optional()
                        .filter(found -> key.matches(found.hash()));
        row.filter(found -> !found.usedAfter(now.minus(LAST_USED_STEP)))
                .ifPresent(found -> touch(found.grant().keyId(), now));
        return row.map(Row::grant);
    }

    /**
     * Stores a key. One that is known already, as it was revoked before, is the account's again.
     *
     * @throws IllegalStateException if the key belongs to another account
     */
    void put(AccountId account, String name, KeyText key, Instant at) {
        int rows =
                jdbc.sql(
                                """
                                insert into web.api_key (id, account_id, name, prefix, hash, created_at)
                                values (:id, :account, :name, :prefix, :hash, :at)
                                on conflict (prefix) do update
                                    set revoked_at = null, name = excluded.name
                                    where api_key.account_id = excluded.account_id
                                      and api_key.hash = excluded.hash
                                """)
                        .param("id", ids.next())
                        .param("account", account.value())
                        .param("name", name)
                        .param("prefix", key.prefix())
                        .param("hash", key.hash())
                        .param("at", Timestamp.from(at))
                        .update();
        if (rows != 1) {
            throw new IllegalStateException("the key belongs to another account already");
        }
    }

    /** Whether the account has a valid key of that name. */
    boolean has(AccountId account, String name) {
        return jdbc.sql(
                        """
                        select exists (select 1 from web.api_key where account_id = :account
                                       and name = :name and revoked_at is null)
                        """)
                .param("account", account.value())
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    /** Ends the account's keys of that name, but for one. */
    void revokeOthers(AccountId account, String name, KeyText kept, Instant at) {
        jdbc.sql(
                        """
                        update web.api_key set revoked_at = :at
                        where account_id = :account and name = :name and prefix <> :kept
                          and revoked_at is null
                        returning prefix
                        """)
                .param("at", Timestamp.from(at))
                .param("account", account.value())
                .param("name", name)
                .param("kept", kept.prefix())
                .query(String.class)
                .list()
                .forEach(ended -> changes.announce(RecentChanges.ofKey(ended)));
    }

    private void touch(UUID keyId, Instant now) {
        jdbc.sql("update web.api_key set last_used_at = :now where id = :id")
                .param("now", Timestamp.from(now))
                .param("id", keyId)
                .update();
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for the length of a comparison
    private record Row(Grant grant, byte[] hash, @Nullable Instant lastUsedAt) {

        boolean usedAfter(Instant instant) {
            return lastUsedAt != null && lastUsedAt.isAfter(instant);
        }
    }

    private static Row row(ResultSet found) throws SQLException {
        Caller caller =
                new Caller(
                        new AccountId(found.getObject("account_id", UUID.class)),
                        found.getString("email"),
                        found.getString("name"),
                        Role.split(found.getString("roles")),
                        Scope.split(found.getString("scopes")));
        return new Row(
                new Grant(
                        found.getObject("id", UUID.class),
                        caller,
                        instant(found.getTimestamp("expires_at"))),
                found.getBytes("hash"),
                instant(found.getTimestamp("last_used_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
