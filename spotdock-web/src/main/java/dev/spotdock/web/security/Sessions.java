package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Browsers' sessions, rows of {@code web.session}. One is over when its time is, when it is not
 * used, when it is ended, and when its account's roles change or it is disabled.
 */
@Repository
public class Sessions {

    /** How exact {@code used_at} is: a write for each request would cost more than it says. */
    private static final Duration USED_STEP = Duration.ofMinutes(1);

    private static final int SECRET_BYTES = 32;

    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final AuditLog audit;
    private final IdentityChanges changes;
    private final SessionProperties settings;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(
            JdbcClient jdbc,
            Accounts accounts,
            AuditLog audit,
            IdentityChanges changes,
            SessionProperties settings,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.audit = audit;
        this.changes = changes;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A session that has begun.
     *
     * @param secret the only copy of it, 43 characters fit for a cookie
     */
    public record Started(String secret, Instant expiresAt) {

        @Override
        public String toString() {
            return "Started[expiresAt=%s]".formatted(expiresAt);
        }
    }

    /** Begins one for an account that has proven who it is; too many end the oldest. */
    public Started start(Account account) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expiresAt = now.plus(settings.lifetime());
        jdbc.sql(
                        """
                        insert into web.session
                            (hash, account_id, account_version, started_at, used_at, expires_at)
                        values (:hash, :account, :version, :now, :now, :expires)
                        """)
                .param("hash", hash(secret))
                .param("account", account.id().value())
                .param("version", account.version())
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(expiresAt))
                .update();
        endOldest(account.id());
        return new Started(secret, expiresAt);
    }

    private void endOldest(AccountId account) {
        jdbc.sql(
                        """
                        delete from web.session where hash in (
                            select hash from web.session where account_id = :account
                            order by started_at desc, hash offset :kept)
                        """)
                .param("account", account.value())
                .param("kept", settings.perAccount())
                .update();
    }

    /** Whose it is; empty if there is none, or it is over. */
    Optional<Account> find(String secret) {
        Instant now = clock.instant();
        Optional<Found> found =
                jdbc.sql(
                                """
                                select account_id, account_version, used_at from web.session
                                where hash = :hash and expires_at > :now and used_at > :idle
                                """)
                        .param("hash", hash(secret))
                        .param("now", Timestamp.from(now))
                        .param("idle", Timestamp.from(now.minus(settings.idle())))
                        .query(Found.class)
                        .optional();
        return found.flatMap(session -> owner(session, secret, now));
    }

    private Optional<Account> owner(Found session, String secret, Instant now) {
        Optional<Account> owner =
                accounts.find(new AccountId(session.accountId()))
                        .filter(account -> account.honours(session.accountVersion()));
        if (owner.isPresent() && session.usedAt().isBefore(now.minus(USED_STEP))) {
            jdbc.sql("update web.session set used_at = :now where hash = :hash")
                    .param("now", Timestamp.from(now))
                    .param("hash", hash(secret))
                    .update();
        }
        return owner;
    }

    private record Found(UUID accountId, long accountVersion, Instant usedAt) {}

    /** When it is over at the latest. */
    public Optional<Instant> expiresAt(String secret) {
        return jdbc.sql("select expires_at from web.session where hash = :hash")
                .param("hash", hash(secret))
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** Ends it, and what was begun with it; nothing happens if there is none. */
    public void end(String secret) {
        find(secret).ifPresent(account -> audit.record(AuditEvent.done("logout", account.id())));
        int ended =
                jdbc.sql("delete from web.session where hash = :hash")
                        .param("hash", hash(secret))
                        .update();
        if (ended > 0) { // whoever has none must not make everybody forget
            changes.announce();
        }
    }

    /** Removes at most so many that are over. */
    void removeEnded(Instant now) {
        jdbc.sql(
                        """
                        delete from web.session where hash in (
                            select hash from web.session
                            where expires_at <= :now or used_at <= :idle
                            order by expires_at limit :limit)
                        """)
                .param("now", Timestamp.from(now))
                .param("idle", Timestamp.from(now.minus(settings.idle())))
                .param("limit", settings.cleanLimit())
                .update();
    }

    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
