package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts, rows of {@code web.account}. */
@Repository
public class Accounts {

    private static final String SELECT =
            """
            select id, email, name, array_to_string(roles, ',') as roles, disabled, version,
                   created_at, password_hash
            from web.account
            """;

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An account, and what proves its password; null if it has none. */
    record WithPassword(Account account, @Nullable String passwordHash) {

        @Override
        public String toString() {
            return "WithPassword[" + account.id() + "]";
        }
    }

    /**
     * Adds an account, without wallet, keys and password.
     *
     * @param email compared in lower case
     * @return false, and nothing is changed, if there is one of that address
     */
    public boolean add(AccountId id, String email, String name, Set<Role> roles, Instant at) {
        return add(new Account(id, email, name, roles, false, 0, at), null);
    }

    boolean add(Account account, @Nullable String passwordHash) {
        return jdbc.sql(
                                """
                                insert into web.account
                                    (id, email, name, roles, created_at, password_hash)
                                values (:id, :email, :name, string_to_array(:roles, ','), :at,
                                        :password)
                                on conflict (email) do nothing
                                """)
                        .param("id", account.id().value())
                        .param("email", lower(account.email()))
                        .param("name", account.name())
                        .param("roles", Role.joined(account.roles()))
                        .param("at", Timestamp.from(account.createdAt()))
                        .param("password", passwordHash)
                        .update()
                == 1;
    }

    /** The account of that address, in any case. */
    public Optional<AccountId> byEmail(String email) {
        return withPassword(email).map(found -> found.account().id());
    }

    Optional<WithPassword> withPassword(String email) {
        return jdbc.sql(SELECT + "where email = :email")
                .param("email", lower(email))
                .query((row, _) -> new WithPassword(account(row), row.getString("password_hash")))
                .optional();
    }

    public Optional<Account> find(AccountId id) {
        return jdbc.sql(SELECT + "where id = :id")
                .param("id", id.value())
                .query((row, _) -> account(row))
                .optional();
    }

    /**
     * Accounts, newest first.
     *
     * @param email only the one of that address; null: all
     * @param before only what stands behind that one; null: from the first
     */
    public List<Account> list(@Nullable String email, @Nullable AccountId before, int limit) {
        return jdbc.sql(
                        SELECT
                                + """
                                where (cast(:email as text) is null or email = :email)
                                  and (cast(:before as uuid) is null or id < :before)
                                order by id desc limit :limit
                                """)
                .param("email", email == null ? null : lower(email))
                .param("before", before == null ? null : before.value())
                .param("limit", limit)
                .query((row, _) -> account(row))
                .list();
    }

    /** The account and every active operator, by id, locked until the transaction ends. */
    List<Account> lockWithOperators(AccountId id) {
        return jdbc.sql(
                        SELECT
                                + """
                                where id = :id or (not disabled and roles @> array['operator'])
                                order by id for update
                                """)
                .param("id", id.value())
                .query((row, _) -> account(row))
                .list();
    }

    /** Stores roles, {@code disabled} and version of a locked account. */
    void update(Account account) {
        jdbc.sql(
                        """
                        update web.account
                        set roles = string_to_array(:roles, ','), disabled = :disabled,
                            version = :version
                        where id = :id
                        """)
                .param("roles", Role.joined(account.roles()))
                .param("disabled", account.disabled())
                .param("version", account.version())
                .param("id", account.id().value())
                .update();
    }

    /** Puts a hash of today's strength in the place of an older one of the same password. */
    void rehash(AccountId id, String before, String hash) {
        jdbc.sql(
                        """
                        update web.account set password_hash = :hash
                        where id = :id and password_hash = :before
                        """)
                .param("hash", hash)
                .param("id", id.value())
                .param("before", before)
                .update();
    }

    static String lower(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new AccountId(row.getObject("id", UUID.class)),
                row.getString("email"),
                row.getString("name"),
                Role.split(row.getString("roles")),
                row.getBoolean("disabled"),
                row.getLong("version"),
                row.getTimestamp("created_at").toInstant());
    }
}
