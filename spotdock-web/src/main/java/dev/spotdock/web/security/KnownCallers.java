package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.security.ApiKeys.Grant;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Whom keys and tokens stand for, as PostgreSQL says now, a moment ago, or said last. */
@Component
class KnownCallers {

    private final ApiKeys keys;
    private final Accounts accounts;
    private final BriefQuestions questions;
    private final MomentCache<ByteBuffer, Grant> grants;
    private final MomentCache<AccountId, Account> owners;

    KnownCallers(
            ApiKeys keys,
            Accounts accounts,
            BriefQuestions questions,
            IdentityChanges changes,
            SecurityProperties settings) {
        this.keys = keys;
        this.accounts = accounts;
        this.questions = questions;
        this.grants = new MomentCache<>(settings, changes);
        this.owners = new MomentCache<>(settings, changes);
    }

    /**
     * What a key stands for.
     *
     * @param brief whether the caller goes on without an answer
     */
    Optional<Grant> grant(KeyText key, Instant now, boolean brief) {
        return grants.get(id(key), now, () -> questions.ask(brief, () -> keys.find(key, now)));
    }

    /** The account that a token names. */
    Optional<Account> owner(AccountId account, Instant now, boolean brief) {
        return owners.get(account, now, () -> questions.ask(brief, () -> accounts.find(account)));
    }

    Optional<MomentCache.Entry<Grant>> lastGrant(KeyText key, Instant now) {
        return grants.last(id(key), now);
    }

    Optional<MomentCache.Entry<Account>> lastOwner(AccountId account, Instant now) {
        return owners.last(account, now);
    }

    /** By the whole key's hash: one that is nearly right is another one. */
    private static ByteBuffer id(KeyText key) {
        return ByteBuffer.wrap(key.hash());
    }
}
