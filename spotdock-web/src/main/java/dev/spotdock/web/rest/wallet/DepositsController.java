package dev.spotdock.web.rest.wallet;

import static java.util.Objects.requireNonNull;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.Deposit;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.rest.SiteCurrency;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Puts money into wallets, for operators. */
@RestController
@Tag(name = "Wallet")
class DepositsController {

    private final Commands commands;
    private final Idempotency idempotency;
    private final SiteCurrency site;
    private final InstantSource clock;

    DepositsController(
            Commands commands, Idempotency idempotency, SiteCurrency site, InstantSource clock) {
        this.commands = commands;
        this.idempotency = idempotency;
        this.site = site;
        this.clock = clock;
    }

    @PostMapping("/api/v1/wallets/{accountId}/deposits")
    @Operation(
            operationId = "deposit",
            summary = "Puts money into a wallet (operator)",
            description = "Once per reference: the same again yields the first receipt.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = DepositRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "transfer",
                                                            value =
                                                                    """
                                                                    {"amount": {"amount": "25.00", "currency": "USD"},
                                                                     "reference": "transfer-2026-0001"}\
                                                                    """))))
    @ApiResponse(
            responseCode = "201",
            description = "The money is there",
            content = @Content(schema = @Schema(implementation = DepositView.class)))
    ResponseEntity<?> deposit(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String accountId,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        AccountId account = PathId.of(accountId, AccountId::new);
        return idempotency.once(
                caller,
                Requests.repeatable("deposit", request, body),
                () ->
                        ResponseEntity.status(201)
                                .body(DepositView.of(receipt(account, body), site)));
    }

    private Deposit.Receipt receipt(AccountId account, JsonBody body) {
        InputErrors errors = new InputErrors();
        DepositRequest given = DepositRequest.read(body, errors);
        Money amount =
                given.amount() == null ? null : given.amount().parse("/amount", site, errors);
        errors.refuseIfAny();
        Outcome<Deposit.Receipt, BillingRejection> outcome =
                commands.send(
                        new Deposit(
                                account,
                                requireNonNull(amount),
                                requireNonNull(given.reference()),
                                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        return switch (outcome) {
            case Outcome.Done<Deposit.Receipt, BillingRejection>(var receipt) -> receipt;
            case Outcome.Refused<Deposit.Receipt, BillingRejection>(var rejection) ->
                    throw BillingRefusal.of(rejection, site);
        };
    }
}
