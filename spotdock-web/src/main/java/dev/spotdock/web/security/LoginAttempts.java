package dev.spotdock.web.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Attempts to log in, rows of {@code web.login_attempt}. An attempt stands as failed from its
 * beginning, so that many at once count each other.
 */
@Repository
class LoginAttempts {

    private final JdbcClient jdbc;

    LoginAttempts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Who tries from where; the account need not exist.
     *
     * @param emailHash people type passwords into the wrong field
     */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    record Guess(byte[] emailHash, String address) {

        static Guess of(String email, String address) {
            try {
                byte[] text = Accounts.lower(email).getBytes(StandardCharsets.UTF_8);
                return new Guess(MessageDigest.getInstance("SHA-256").digest(text), address);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    /** How often something failed in the window, and when first. */
    record Failures(int count, @Nullable Instant first) {}

    /**
     * The failures before an attempt.
     *
     * @param known whether the account has logged in from that address
     */
    record Past(Failures both, Failures address, Failures account, boolean known) {}

    /** Writes an attempt down, as failed. */
    long begin(Guess guess, Instant at) {
        return jdbc.sql(
                        """
                        insert into web.login_attempt (email_hash, address, at)
                        values (:email, :address, :at) returning id
                        """)
                .param("email", guess.emailHash())
                .param("address", guess.address())
                .param("at", Timestamp.from(at))
                .query(Long.class)
                .single();
    }

    Past before(long attempt, Guess guess, Instant since) {
        return jdbc.sql(
                        """
                        select count(*) filter (where address = :address and email_hash = :email) as both_count,
                               min(at) filter (where address = :address and email_hash = :email) as both_first,
                               count(*) filter (where address = :address) as address_count,
                               min(at) filter (where address = :address) as address_first,
                               count(*) filter (where email_hash = :email) as account_count,
                               min(at) filter (where email_hash = :email) as account_first,
                               exists (select 1 from web.login_attempt
                                       where email_hash = :email and address = :address
                                         and succeeded) as known
                        from web.login_attempt
                        where not succeeded and at > :since and id <> :id
                          and (address = :address or email_hash = :email)
                        """)
                .param("address", guess.address())
                .param("email", guess.emailHash())
                .param("since", Timestamp.from(since))
                .param("id", attempt)
                .query((row, _) ->
                        new Past(
                                failures(row, "both"),
                                failures(row, "address"),
                                failures(row, "account"),
                                row.getBoolean("known")))
                .single();
    }

    private static Failures failures(ResultSet row, String of) throws SQLException {
        Timestamp first = row.getTimestamp(of + "_first");
        return new Failures(row.getInt(of + "_count"), first == null ? null : first.toInstant());
    }

    /** An attempt that was not made after all. */
    void withdraw(long attempt) {
        jdbc.sql("delete from web.login_attempt where id = :id").param("id", attempt).update();
    }

    /** It was the right password: the account's failures from there are forgotten. */
    void succeed(long attempt, Guess guess) {
        jdbc.sql("update web.login_attempt set succeeded = true where id = :id")
                .param("id", attempt)
                .update();
        jdbc.sql(
                        """
                        delete from web.login_attempt
                        where email_hash = :email and address = :address and id < :id
                        """)
                .param("email", guess.emailHash())
                .param("address", guess.address())
                .param("id", attempt)
                .update();
    }

    /** Removes at most {@code limit} failures and successes that count no more. */
    int removeUntil(Instant failures, Instant successes, int limit) {
        return jdbc.sql(
                        """
                        delete from web.login_attempt where id in (
                            select id from web.login_attempt
                            where at <= :failures and (not succeeded or at <= :successes)
                            order by at limit :limit for update skip locked)
                        """)
                .param("failures", Timestamp.from(failures))
                .param("successes", Timestamp.from(successes))
                .param("limit", limit)
                .update();
    }
}
