package dev.spotdock.web.rest.account;

import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows whose credential it is. */
@RestController
@Tag(name = "Identity")
class MeController {

    @GetMapping("/api/v1/me")
    @Operation(operationId = "me", summary = "Shows the own account")
    AccountView me(@AuthenticationPrincipal Caller caller) {
        return AccountView.of(caller);
    }

    @Schema(name = "Account")
    record AccountView(
            UUID id,
            @Schema(example = "demo@spotdock.local") String email,
            @Schema(example = "Demo") String name,
            @Schema(example = "[\"bidder\"]") List<String> roles) {

        static AccountView of(Caller caller) {
            return new AccountView(
                    caller.accountId().value(),
                    caller.email(),
                    caller.name(),
                    caller.roles().stream().map(Role::wireName).sorted().toList());
        }
    }
}
