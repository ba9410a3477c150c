package dev.spotdock.web.security;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.security.ApiKeys.Grant;
import dev.spotdock.web.security.MomentCache.Entry;
import dev.spotdock.web.security.Tokens.Proven;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Who somebody is while PostgreSQL cannot be asked: by what it said last, by a token's signature,
 * and by what is known to have changed since. Nobody is believed who was not proven before. Counts
 * those who are as {@code spotdock.web.security.offline}.
 */
@Component
class OfflineCredentials {

    private final Tokens tokens;
    private final KnownCallers known;
    private final RecentChanges changes;
    private final Duration offlineFor;
    private final Counter believed;

    OfflineCredentials(
            Tokens tokens,
            KnownCallers known,
            RecentChanges changes,
            SecurityProperties settings,
            MeterRegistry meters) {
        this.tokens = tokens;
        this.known = known;
        this.changes = changes;
        this.offlineFor = settings.offlineFor();
        this.believed = meters.counter("spotdock.web.security.offline");
    }

    /**
     * The credential's caller.
     *
     * @return empty if it is certain that the credential does not count
     * @throws Problem {@code unavailable} if only PostgreSQL could say: that is no guess
     */
    Optional<Caller> caller(Credential credential, Instant now) {
        try {
            Optional<Caller> caller =
                    credential.isToken() ? ofToken(credential, now) : ofKey(credential, now);
            caller.ifPresent(_ -> believed.increment());
            return caller;
        } catch (DataAccessException e) { // Redis does not say what has changed
            throw unknown();
        }
    }

    private Optional<Caller> ofKey(Credential credential, Instant now) {
        KeyText key = new KeyText(credential.text());
        Optional<Entry<Grant>> last = known.lastGrant(key, now);
        Instant askedAt = last.map(Entry::askedAt).orElse(Instant.MIN);
        if (changes.isAfter(askedAt, RecentChanges.ofKey(key.prefix()))) {
            return Optional.empty();
        }
        Grant grant = last.map(Entry::value).orElseThrow(OfflineCredentials::unknown);
        if (changes.isAfter(askedAt, RecentChanges.ofAccount(grant.caller().accountId()))) {
            throw unknown();
        }
        return Optional.of(grant).filter(it -> it.isValid(now)).map(Grant::caller);
    }

    private Optional<Caller> ofToken(Credential credential, Instant now) {
        Optional<Proven> token = tokens.read(credential.text());
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Proven proven = token.get();
        Optional<Entry<Account>> last =
                known.lastOwner(proven.accountId(), now)
                        .filter(entry -> entry.value().version() >= proven.version());
        if (last.filter(entry -> !entry.value().honours(proven.version())).isPresent()) {
            return Optional.empty();
        }
        Instant provenAt = last.map(Entry::askedAt).orElse(proven.issuedAt());
        if (!now.isBefore(provenAt.plus(offlineFor))
                || changes.isAfter(provenAt, RecentChanges.ofAccount(proven.accountId()))) {
            throw unknown();
        }
        return Optional.of(
                last.map(entry -> Caller.unconfined(entry.value())).orElseGet(() -> of(proven)));
    }

    /** All that a token says. */
    private static Caller of(Proven token) {
        return new Caller(token.accountId(), "", "", Set.of(), EnumSet.allOf(Scope.class));
    }

    private static Problem unknown() {
        return Problem.of(
                ProblemCode.UNAVAILABLE, "the credential cannot be checked just now; try it again");
    }
}
