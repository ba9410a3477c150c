package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to identity, or that an operator did; never with a secret.
 *
 * @param type for example {@code login}; never with anything of the request in it
 * @param accountId who did it; null: nobody who is known
 * @param subject to whom or what
 * @param detail what about it, at most 500 characters
 * @param result {@code done}, {@code refused}, {@code throttled}, or an HTTP status
 */
record AuditEvent(
        String type,
        @Nullable AccountId accountId,
        @Nullable String subject,
        @Nullable String detail,
        String result) {

    static AuditEvent done(String type, AccountId who) {
        return new AuditEvent(type, who, null, null, "done");
    }

    static AuditEvent refused(String type, Optional<AccountId> who) {
        return new AuditEvent(type, who.orElse(null), null, null, "refused");
    }

    static AuditEvent of(String type, String result) {
        return new AuditEvent(type, null, null, null, result);
    }

    /** A credential that is not valid; empty if it is not even like one of ours. */
    static Optional<AuditEvent> refusalOf(Credential credential) {
        if (credential.isToken()) {
            return Optional.of(of("token", "refused"));
        }
        KeyText key = new KeyText(credential.text());
        return key.isMadeHere()
                ? Optional.of(of("key", "refused").with("prefix=" + key.prefix()))
                : Optional.empty();
    }

    AuditEvent about(String what) {
        return new AuditEvent(type, accountId, what, detail, result);
    }

    /** From where, of what is no request of its own. */
    AuditEvent from(String address) {
        String from = "from=" + address;
        return with(detail == null ? from : detail + " " + from);
    }

    AuditEvent with(String more) {
        return new AuditEvent(type, accountId, subject, more, result);
    }
}
