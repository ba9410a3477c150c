package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.LiftDefault;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.security.Accounts;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts that did not pay for what they won. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "Auctions")
class DefaultersController {

    private final Accounts accounts;
    private final Commands commands;
    private final Idempotency idempotency;
    private final InstantSource clock;

    DefaultersController(
            Accounts accounts, Commands commands, Idempotency idempotency, InstantSource clock) {
        this.accounts = accounts;
        this.commands = commands;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /**
     * Whose bids are taken again.
     *
     * @param lifted whether the account was barred until now
     */
    @Schema(name = "LiftedDefault")
    record LiftedView(
            UUID accountId,
            @Schema(description = "whether they were refused until now") boolean lifted) {}

    @PostMapping("/{id}/lift-default")
    @Operation(
            operationId = "liftDefault",
            summary = "Lets an account bid on lots again that has not paid (operator)")
    @ApiResponse(
            responseCode = "200",
            description = "It may bid",
            content = @Content(schema = @Schema(implementation = LiftedView.class)))
    ResponseEntity<?> lift(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletRequest request) {
        AccountId account = PathId.of(id, AccountId::new);
        if (accounts.find(account).isEmpty()) {
            throw Problem.notFound("there is no such account");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return idempotency.once(
                caller,
                Requests.repeatable("lift-default", request),
                () ->
                        ResponseEntity.ok(
                                new LiftedView(
                                        account.value(),
                                        commands.send(
                                                new LiftDefault(
                                                        account, caller.accountId(), now)))));
    }
}
