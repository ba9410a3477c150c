package dev.spotdock.web.rest.account;

import static java.util.Objects.requireNonNull;

import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.limit.Cost;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.security.Account;
import dev.spotdock.web.security.Caller;
import dev.spotdock.web.security.ClientAddress;
import dev.spotdock.web.security.Logins;
import dev.spotdock.web.security.SessionCookies;
import dev.spotdock.web.security.Sessions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Logs browsers in and out. */
@RestController
@RequestMapping("/api/v1/session")
@Tag(name = "Identity")
class SessionController {

    private final Logins logins;
    private final Sessions sessions;
    private final SessionCookies cookies;
    private final Idempotency idempotency;

    SessionController(
            Logins logins, Sessions sessions, SessionCookies cookies, Idempotency idempotency) {
        this.logins = logins;
        this.sessions = sessions;
        this.cookies = cookies;
        this.idempotency = idempotency;
    }

    @PostMapping
    @Cost
    @Operation(
            operationId = "startSession",
            summary = "Logs a browser in",
            description =
                    "Sets two cookies, for this site's pages over TLS or on localhost: one that no"
                            + " script can read stands for the account, as a token does; whatever"
                            + " changes something needs the other one's value, __Host-spotdock-csrf,"
                            + " as the header X-CSRF-Token. A repeated request sets none. Refusals"
                            + " are those of POST /api/v1/tokens.",
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
            description = "The session; its cookies are set",
            content = @Content(schema = @Schema(implementation = SessionView.class)))
    ResponseEntity<?> start(
            @RequestBody JsonBody body, HttpServletRequest request, HttpServletResponse response) {
        InputErrors errors = new InputErrors();
        TokenRequest given = TokenRequest.read(body, errors);
        errors.refuseIfAny();
        String email = requireNonNull(given.email());
        String address = ClientAddress.of(request);
        Account account = logins.enter(email, requireNonNull(given.password()), address);
        return idempotency.onceFrom(
                account.id() + " " + address,
                Requests.repeatable("start-session", request, List.of(email)),
                () -> {
                    Sessions.Started session = sessions.start(account);
                    cookies.give(session, request, response);
                    return ResponseEntity.status(201)
                            .body(new SessionView(AccountView.of(account), session.expiresAt()));
                });
    }

    @GetMapping
    @Operation(operationId = "findSession", summary = "Shows the browser's session")
    SessionView find(@AuthenticationPrincipal Caller caller, HttpServletRequest request) {
        return SessionCookies.secret(request)
                .flatMap(sessions::expiresAt)
                .map(expiresAt -> new SessionView(AccountView.of(caller), expiresAt))
                .orElseThrow(() -> Problem.notFound("the credential is no session's cookie"));
    }

    @DeleteMapping
    @Operation(
            operationId = "endSession",
            summary = "Logs the browser out",
            description = "Ends its session at once and takes the cookies away, if there are any.")
    @ApiResponse(responseCode = "204", description = "There is no session any more")
    ResponseEntity<Void> end(HttpServletRequest request, HttpServletResponse response) {
        SessionCookies.secret(request).ifPresent(sessions::end);
        cookies.take(request, response);
        return ResponseEntity.noContent().build();
    }
}
