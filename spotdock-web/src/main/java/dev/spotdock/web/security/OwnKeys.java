package dev.spotdock.web.security;

import dev.spotdock.kernel.id.Ids;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The caller's own keys: made, listed, revoked. In the transaction of whoever asks. */
@Component
public class OwnKeys {

    private final KeyShelf shelf;
    private final IdentityChanges changes;
    private final AuditLog audit;
    private final Ids ids;
    private final InstantSource clock;
    private final int keysMax;
    private final SecureRandom random = new SecureRandom();

    OwnKeys(
            KeyShelf shelf,
            IdentityChanges changes,
            AuditLog audit,
            Ids ids,
            InstantSource clock,
            SecurityProperties settings) {
        this.shelf = shelf;
        this.changes = changes;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.keysMax = settings.keysPerAccount();
    }

    /**
     * A key that is wanted.
     *
     * @param scopes null: whatever the caller's credential may
     * @param expiresAt null: never
     */
    public record Wish(String name, @Nullable Set<Scope> scopes, @Nullable Instant expiresAt) {}

    /** A key and the only copy of its text. */
    public record Made(ApiKey key, String secret) {

        @Override
        public String toString() {
            return "Made[" + key.id() + "]";
        }
    }

    /**
     * Makes a key.
     *
     * @throws Problem {@code forbidden} for a scope that the caller's own credential has not,
     *     {@code conflict} if the account has as many keys as it may have
     */
    public Made make(Caller caller, Wish wish) {
        Instant now = now();
        Set<Scope> scopes = scopes(caller, wish.scopes());
        int used = shelf.lockAndCount(caller.accountId(), now);
        if (used >= keysMax) {
            throw Problem.of(
                            ProblemCode.CONFLICT,
                            "an account may have %d keys and has %d; revoke one first"
                                    .formatted(keysMax, used))
                    .with("limit", keysMax)
                    .with("used", used);
        }
        shelf.forgetEnded(caller.accountId(), now, keysMax);
        KeyText text = KeyText.generate(random);
        ApiKey key =
                new ApiKey(
                        ids.next(),
                        wish.name(),
                        text.prefix(),
                        scopes,
                        now,
                        null,
                        wish.expiresAt(),
                        null);
        shelf.add(caller.accountId(), key, text);
        audit.record(
                AuditEvent.done("key-made", caller.accountId())
                        .about(key.id().toString())
                        .with("prefix=" + key.prefix()));
        return new Made(key, text.text());
    }

    private static @Nullable Set<Scope> scopes(Caller caller, @Nullable Set<Scope> wanted) {
        if (wanted == null) {
            return caller.isConfined() ? caller.scopes() : null;
        }
        if (!caller.scopes().containsAll(wanted)) {
            throw Problem.of(
                    ProblemCode.FORBIDDEN, "a key can give no scope that it has not itself");
        }
        return Set.copyOf(wanted);
    }

    /**
     * The caller's keys, newest first, ended ones too.
     *
     * @param before only what stands behind that one; null: from the first
     */
    public List<ApiKey> list(Caller caller, @Nullable UUID before, int limit) {
        return shelf.list(caller.accountId(), before, limit);
    }

    /**
     * Ends a key, at once and everywhere; one that has ended stays as it is.
     *
     * @throws Problem {@code not-found} if the caller has no such key
     */
    public ApiKey revoke(Caller caller, UUID id) {
        boolean ended = shelf.revoke(caller.accountId(), id, now());
        ApiKey key =
                shelf.find(caller.accountId(), id)
                        .orElseThrow(() -> Problem.notFound("there is no such key"));
        if (ended) {
            changes.announce(RecentChanges.ofKey(key.prefix()));
            audit.record(AuditEvent.done("key-revoked", caller.accountId()).about(id.toString()));
        }
        return key;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
