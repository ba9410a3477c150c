package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.security.ApiKeys.Grant;
import java.nio.ByteBuffer;
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
    private final Accounts accounts;
    private final ApiKeys keys;
    private final InstantSource clock;
    private final MomentCache<ByteBuffer, Grant> grants;
    private final MomentCache<AccountId, Account> owners;

    CredentialAuthenticator(
            Tokens tokens,
            Accounts accounts,
            ApiKeys keys,
            IdentityChanges changes,
            SecurityProperties settings,
            InstantSource clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.keys = keys;
        this.clock = clock;
        this.grants = new MomentCache<>(settings, changes);
        this.owners = new MomentCache<>(settings, changes);
    }

    /**
     * @throws BadCredentialsException if there is no such valid credential; which of the reasons it
     *     is, is not told
     */
    @Override
    public Authentication authenticate(@Nullable Authentication presented) {
        Credential credential =
                presented instanceof CallerAuthentication ours ? ours.credential() : null;
        if (credential == null) {
            throw new BadCredentialsException("a token or an API key is expected");
        }
        Instant now = clock.instant();
        return (credential.isToken() ? ofToken(credential, now) : ofKey(credential, now))
                .map(CallerAuthentication::proven)
                .orElseThrow(() -> new BadCredentialsException("the credential is not valid"));
    }

    private Optional<Caller> ofKey(Credential credential, Instant now) {
        if (credential.text().length() > KeyText.LENGTH_MAX) {
            return Optional.empty();
        }
        KeyText key = new KeyText(credential.text());
        return grants.get(ByteBuffer.wrap(key.hash()), now, () -> keys.find(key, now))
                .filter(grant -> grant.isValid(now))
                .map(Grant::caller);
    }

    private Optional<Caller> ofToken(Credential credential, Instant now) {
        return tokens.read(credential.text())
                .flatMap(proven ->
                        owners.get(proven.accountId(), now, () -> accounts.find(proven.accountId()))
                                .filter(account ->
                                        !account.disabled()
                                                && account.version() == proven.version()))
                .map(Caller::unconfined);
    }
}
