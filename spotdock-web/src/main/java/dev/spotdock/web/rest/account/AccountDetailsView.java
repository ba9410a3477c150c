package dev.spotdock.web.rest.account;

import dev.spotdock.web.security.Account;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An account as it is kept, for operators and its owner. */
@Schema(name = "AccountDetails")
record AccountDetailsView(
        UUID id,
        @Schema(example = "demo@spotdock.local") String email,
        @Schema(example = "Demo") String name,
        @Schema(example = "[\"bidder\"]") List<String> roles,
        boolean disabled,
        Instant createdAt,
        @Schema(description = "also the ETag") long version) {

    static AccountDetailsView of(Account account) {
        return new AccountDetailsView(
                account.id().value(),
                account.email(),
                account.name(),
                AccountView.names(account.roles()),
                account.disabled(),
                account.createdAt(),
                account.version());
    }

    static String eTag(Account account) {
        return "\"%d\"".formatted(account.version());
    }
}
