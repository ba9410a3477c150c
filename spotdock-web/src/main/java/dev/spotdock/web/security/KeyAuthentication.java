package dev.spotdock.web.security;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A key: presented, or proven to be a caller's. */
final class KeyAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable KeyText key;
    private final transient @Nullable Caller caller;

    private KeyAuthentication(
            @Nullable KeyText key, @Nullable Caller caller, List<GrantedAuthority> authorities) {
        super(authorities);
        this.key = key;
        this.caller = caller;
    }

    static KeyAuthentication presented(KeyText key) {
        return new KeyAuthentication(key, null, List.of());
    }

    /** The secret is not kept. */
    static KeyAuthentication proven(Caller caller) {
        List<GrantedAuthority> authorities =
                caller.roles().stream()
                        .<GrantedAuthority>map(
                                role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                        .toList();
        KeyAuthentication proven = new KeyAuthentication(null, caller, authorities);
        proven.setAuthenticated(true);
        return proven;
    }

    KeyText key() {
        return Objects.requireNonNull(key, "a proven authentication has no key");
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
