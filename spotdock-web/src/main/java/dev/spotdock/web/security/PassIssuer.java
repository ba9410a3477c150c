package dev.spotdock.web.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** Makes a pass of a credential. */
@Component
public class PassIssuer {

    private final CredentialAuthenticator authenticator;
    private final Sessions sessions;
    private final IdentityChanges changes;
    private final SecurityProperties settings;
    private final AuditLog audit;

    PassIssuer(
            CredentialAuthenticator authenticator,
            Sessions sessions,
            IdentityChanges changes,
            SecurityProperties settings,
            AuditLog audit) {
        this.authenticator = authenticator;
        this.sessions = sessions;
        this.changes = changes;
        this.settings = settings;
        this.audit = audit;
    }

    /** Of the credential that a request carries; empty if it has none. */
    public Optional<Pass> of(HttpServletRequest request) {
        Optional<Pass> presented = CredentialFilter.presented(request).map(this::of);
        return presented.isPresent()
                ? presented
                : SessionCookies.secret(request)
                        .map(secret -> pass(() -> sessions.find(secret).map(Caller::unconfined)));
    }

    /**
     * Of a token or a key that is told in another way than by a request's header. One that is not
     * valid is in the audit log.
     *
     * @param from the address that it comes from
     * @return empty if there is no such valid credential, whatever the reason
     */
    public Optional<Pass> present(String text, String from, Instant now) {
        if (text.isBlank() || text.length() > Credential.LENGTH_MAX) {
            return Optional.empty();
        }
        Credential credential = new Credential(text.strip());
        Pass pass = of(credential);
        if (pass.holder(now).isPresent()) {
            return Optional.of(pass);
        }
        AuditEvent.refusalOf(credential)
                .ifPresent(refusal -> audit.recordRefusal(refusal.from(from)));
        return Optional.empty();
    }

    private Pass of(Credential credential) {
        return pass(() -> holder(credential));
    }

    private Optional<Caller> holder(Credential credential) {
        try {
            return Doors.caller(
                    authenticator.authenticate(CallerAuthentication.presented(credential)));
        } catch (AuthenticationException _) {
            return Optional.empty(); // the same for all reasons
        }
    }

    private Pass pass(Supplier<Optional<Caller>> proof) {
        return new Pass(proof, changes, settings.keyCacheFor());
    }
}
