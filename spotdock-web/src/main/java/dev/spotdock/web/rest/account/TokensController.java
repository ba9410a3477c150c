package dev.spotdock.web.rest.account;

import static java.util.Objects.requireNonNull;

import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.limit.Cost;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.security.Account;
import dev.spotdock.web.security.ClientAddress;
import dev.spotdock.web.security.Logins;
import dev.spotdock.web.security.Tokens;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Makes tokens for whoever knows a password. */
@RestController
@Tag(name = "Identity")
class TokensController {

    private final Logins logins;
    private final Tokens tokens;
    private final Idempotency idempotency;

    TokensController(Logins logins, Tokens tokens, Idempotency idempotency) {
        this.logins = logins;
        this.tokens = tokens;
        this.idempotency = idempotency;
    }

    @PostMapping("/api/v1/tokens")
    @Cost
    @Operation(
            operationId = "makeToken",
            summary = "Makes a short-lived token for an email and its password",
            description =
                    "Send it as Authorization: Bearer. 401 is one answer for unknown emails and"
                            + " wrong passwords; after too many of them 429 for a while. A token"
                            + " ends early when the account is changed or disabled.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = TokenRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "bidder",
                                                            value = TokenRequest.EXAMPLE))))
    @ApiResponse(
            responseCode = "201",
            description = "The token, shown this one time",
            content = @Content(schema = @Schema(implementation = TokenView.class)))
    ResponseEntity<?> make(@RequestBody JsonBody body, HttpServletRequest request) {
        InputErrors errors = new InputErrors();
        TokenRequest given = TokenRequest.read(body, errors);
        errors.refuseIfAny();
        String email = requireNonNull(given.email());
        String address = ClientAddress.of(request);
        // First, so that nobody is told of an earlier token without the password.
        Account account = logins.enter(email, requireNonNull(given.password()), address);
        return idempotency.onceFrom(
                account.id() + " " + address,
                Requests.repeatable("make-token", request, List.of(email)),
                () -> ResponseEntity.status(201).body(TokenView.of(tokens.issue(account))));
    }
}
