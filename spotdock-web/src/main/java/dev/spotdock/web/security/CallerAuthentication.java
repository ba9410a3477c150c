package dev.spotdock.web.security;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A credential that is presented, or the caller that one has proven. */
final class CallerAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Credential credential;
    private final transient @Nullable Caller caller;
    private final boolean offline;

    private CallerAuthentication(
            @Nullable Credential credential,
            @Nullable Caller caller,
            boolean offline,
            List<GrantedAuthority> authorities) {
        super(authorities);
        this.credential = credential;
        this.caller = caller;
        this.offline = offline;
    }

    static CallerAuthentication presented(Credential credential) {
        return new CallerAuthentication(credential, null, false, List.of());
    }

    /** At a door that stays open without PostgreSQL. */
    static CallerAuthentication presentedOffline(Credential credential) {
        return new CallerAuthentication(credential, null, true, List.of());
    }

    /** The secret is not kept. */
    static CallerAuthentication proven(Caller caller) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        caller.roles().forEach(role -> authorities.add(authority("ROLE_" + role.name())));
        caller.scopes().forEach(scope -> authorities.add(authority(scope(scope))));
        CallerAuthentication proven = new CallerAuthentication(null, caller, false, authorities);
        proven.setAuthenticated(true);
        return proven;
    }

    private static GrantedAuthority authority(String name) {
        return new SimpleGrantedAuthority(name);
    }

    /** The authority that stands for a scope. */
    static String scope(Scope scope) {
        return "SCOPE_" + scope.name();
    }

    @Nullable Credential credential() {
        return credential;
    }

    boolean isOffline() {
        return offline;
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public @Nullable Object getPrincipal() {
        return caller;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
