package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The accounts, rows of {@code web.account}. */
@Repository
public class Accounts {

    private final JdbcClient jdbc;

    Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds an account, without wallet and keys.
     *
     * @param email compared in lower case
     * @return false, and nothing is changed, if there is one of that address
     */
    public boolean add(AccountId id, String email, String name, Set<Role> roles, Instant at) {
        return jdbc.sql(
                                """
                                insert into web.account (id, email, name, roles, created_at)
                                values (:id, :email, :name, string_to_array(:roles, ','), :at)
                                on conflict (email) do nothing
                                """)
                        .param("id", id.value())
                        .param("email", email.toLowerCase(Locale.ROOT))
                        .param("name", name)
                        .param(
                                "roles",
                                roles.stream()
                                        .map(Role::wireName)
                                        .sorted()
                                        .collect(Collectors.joining(",")))
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
    }

    /** The account of that address, in any case. */
    public Optional<AccountId> byEmail(String email) {
        return jdbc.sql("select id from web.account where email = :email")
                .param("email", email.toLowerCase(Locale.ROOT))
                .query(UUID.class)
                .optional()
                .map(AccountId::new);
    }
}
