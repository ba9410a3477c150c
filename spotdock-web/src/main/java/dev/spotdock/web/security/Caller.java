package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import java.util.Set;

/** The account behind a request, known by its credential; never by anything in the body. */
public record Caller(AccountId accountId, String email, String name, Set<Role> roles) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    public boolean isOperator() {
        return roles.contains(Role.OPERATOR);
    }
}
