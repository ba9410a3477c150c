package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.util.Set;

/**
 * An account as it stands.
 *
 * @param disabled whether none of its credentials is taken
 * @param version one more with each change of roles or of {@code disabled}
 */
public record Account(
        AccountId id,
        String email,
        String name,
        Set<Role> roles,
        boolean disabled,
        long version,
        Instant createdAt) {

    public Account {
        roles = Set.copyOf(roles);
    }

    /** Whether what it was given when it had that version counts still. */
    boolean honours(long givenAt) {
        return !disabled && version == givenAt;
    }

    boolean isActiveOperator() {
        return !disabled && roles.contains(Role.OPERATOR);
    }
}
