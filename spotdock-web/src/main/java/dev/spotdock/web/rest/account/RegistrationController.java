package dev.spotdock.web.rest.account;

import static java.util.Objects.requireNonNull;

import dev.spotdock.kernel.message.Transactions;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.idempotency.RepeatableRequest;
import dev.spotdock.web.limit.Cost;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.security.Account;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.ClientAddress;
import dev.spotdock.web.security.Passwords;
import dev.spotdock.web.security.Registration;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Makes accounts. */
@RestController
@Tag(name = "Identity")
class RegistrationController {

    private final Registration registration;
    private final Passwords passwords;
    private final Idempotency idempotency;
    private final Transactions transactions;

    RegistrationController(
            Registration registration,
            Passwords passwords,
            Idempotency idempotency,
            Transactions transactions) {
        this.registration = registration;
        this.passwords = passwords;
        this.idempotency = idempotency;
        this.transactions = transactions;
    }

    @PostMapping("/api/v1/accounts")
    @Cost
    @Operation(
            operationId = "register",
            summary = "Makes an account and its wallet",
            description =
                    "Anybody may, unless the installation has switched it off; then operators do."
                            + " 409 if there is an account of this email.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    RegistrationRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "bidder",
                                                            value =
                                                                    """
                                                                    {"email": "ada@example.com", "name": "Ada",
                                                                     "password": "correct horse battery staple"}\
                                                                    """))))
    @ApiResponse(
            responseCode = "201",
            description = "The account is there",
            content = @Content(schema = @Schema(implementation = AccountView.class)))
    ResponseEntity<?> register(
            @AuthenticationPrincipal @Nullable Caller caller,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        registration.refuseIfClosed(caller);
        InputErrors errors = new InputErrors();
        RegistrationRequest given = RegistrationRequest.read(body, errors);
        errors.refuseIfAny();
        String email = requireNonNull(given.email());
        String name = given.nameOrDefault();
        // Outside of the transaction: it takes as long as it is meant to.
        String hash = passwords.hash(requireNonNull(given.password()));
        RepeatableRequest repeatable =
                Requests.repeatable("register", request, List.of(email, name));
        return transactions.<ResponseEntity<?>>inTransaction(() ->
                idempotency.onceFrom(
                        ClientAddress.of(request),
                        repeatable,
                        () -> made(registration.register(email, name, hash))));
    }

    private static ResponseEntity<AccountView> made(Account account) {
        return ResponseEntity.created(URI.create("/api/v1/accounts/" + account.id()))
                .eTag(AccountDetailsView.eTag(account))
                .body(AccountView.of(account));
    }
}
