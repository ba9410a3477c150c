package dev.spotdock.web.security;

import dev.spotdock.kernel.id.AccountId;
import java.util.EnumSet;
import java.util.Set;

/**
 * The account behind a request, known by its credential; never by anything in the body.
 *
 * @param scopes what this credential may be used for, of what the roles allow
 */
public record Caller(
        AccountId accountId, String email, String name, Set<Role> roles, Set<Scope> scopes) {

    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** With a credential that is not confined. */
    static Caller unconfined(Account account) {
        return new Caller(
                account.id(),
                account.email(),
                account.name(),
                account.roles(),
                EnumSet.allOf(Scope.class));
    }

    /** Whether it may do what operators may, with this credential. */
    public boolean isOperator() {
        return roles.contains(Role.OPERATOR) && scopes.contains(Scope.OPERATOR);
    }

    /** Whether this credential may do less than the account. */
    public boolean isConfined() {
        return scopes.size() < Scope.values().length;
    }
}
