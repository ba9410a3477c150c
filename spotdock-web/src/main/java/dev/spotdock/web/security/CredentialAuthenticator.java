package dev.spotdock.web.security;

import dev.spotdock.web.problem.Outage;
import dev.spotdock.web.security.ApiKeys.Grant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Proves tokens by their signature and keys by their hash, and both against the database. */
@Component
class CredentialAuthenticator implements AuthenticationManager {

    private final Tokens tokens;
    private final KnownCallers callers;
    private final OfflineCredentials offline;
    private final InstantSource clock;

    CredentialAuthenticator(
            Tokens tokens, KnownCallers callers, OfflineCredentials offline, InstantSource clock) {
        this.tokens = tokens;
        this.callers = callers;
        this.offline = offline;
        this.clock = clock;
    }

    /**
     * @throws BadCredentialsException if there is no such valid credential; which of the reasons it
     *     is, is not told
     */
    @Override
    public Authentication authenticate(@Nullable Authentication presented) {
        if (!(presented instanceof CallerAuthentication ours)) {
            throw new BadCredentialsException("a token or an API key is expected");
        }
        Credential credential = ours.credential();
        if (credential == null) {
            throw new BadCredentialsException("a token or an API key is expected");
        }
        return caller(credential, ours.isOffline(), clock.instant())
                .map(CallerAuthentication::proven)
                .orElseThrow(() -> new BadCredentialsException("the credential is not valid"));
    }

    private Optional<Caller> caller(Credential credential, boolean staysOpen, Instant now) {
        if (!credential.isToken() && credential.text().length() > KeyText.LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            return credential.isToken()
                    ? ofToken(credential, now, staysOpen)
                    : ofKey(credential, now, staysOpen);
        } catch (RuntimeException e) {
            if (staysOpen && Outage.isOutage(e)) {
                return offline.caller(credential, now);
            }
            throw e;
        }
    }

    private Optional<Caller> ofKey(Credential credential, Instant now, boolean brief) {
        return callers.grant(new KeyText(credential.text()), now, brief)
                .filter(grant -> grant.isValid(now))
                .map(Grant::caller);
    }

    private Optional<Caller> ofToken(Credential credential, Instant now, boolean brief) {
        return tokens.read(credential.text())
                .flatMap(proven ->
                        callers.owner(proven.accountId(), now, brief)
                                .filter(account -> account.honours(proven.version())))
                .map(Caller::unconfined);
    }
}
