package dev.spotdock.web.rest.account;

import dev.spotdock.web.security.Account;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.Role;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An account as its owner sees it. */
@Schema(name = "Account")
record AccountView(
        UUID id,
        @Schema(example = "demo@spotdock.local") String email,
        @Schema(example = "Demo") String name,
        @Schema(example = "[\"bidder\"]") List<String> roles) {

    static AccountView of(Caller caller) {
        return new AccountView(
                caller.accountId().value(), caller.email(), caller.name(), names(caller.roles()));
    }

    static AccountView of(Account account) {
        return new AccountView(
                account.id().value(), account.email(), account.name(), names(account.roles()));
    }

    static List<String> names(Set<Role> roles) {
        return roles.stream().map(Role::wireName).sorted().toList();
    }
}
