package dev.spotdock.web.rest.account;

import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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
}
