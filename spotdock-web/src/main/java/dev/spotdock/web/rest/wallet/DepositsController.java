package dev.spotdock.web.rest.wallet;

import static java.util.Objects.requireNonNull;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.billing.Deposit;
import dev.spotdock.billing.FindDepositRejection;
import dev.spotdock.billing.PaymentGateway;
import dev.spotdock.billing.PaymentGateway.Payment;
import dev.spotdock.billing.PaymentGateway.Result;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.idempotency.RepeatableRequest;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.rest.Ask;
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
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Puts money into wallets, for operators: checked, then collected outside any transaction, then
 * booked. Collecting and booking are both idempotent by reference, so that a request that failed in
 * between is repeated.
 */
@RestController
@Tag(name = "Wallet")
class DepositsController {

    private final Ask ask;
    private final Commands commands;
    private final PaymentGateway gateway;
    private final Idempotency idempotency;
    private final SiteCurrency site;
    private final InstantSource clock;

    DepositsController(
            Ask ask,
            Commands commands,
            PaymentGateway gateway,
            Idempotency idempotency,
            SiteCurrency site,
            InstantSource clock) {
        this.ask = ask;
        this.commands = commands;
        this.gateway = gateway;
        this.idempotency = idempotency;
        this.site = site;
        this.clock = clock;
    }

    @PostMapping("/api/v1/wallets/{accountId}/deposits")
    @Operation(
            operationId = "deposit",
            summary = "Puts money into a wallet (operator)",
            description =
                    "Once per reference: the same again yields the first receipt, and repairs a"
                            + " request of which nobody knows what became. The money is collected"
                            + " first; nothing is booked if that is declined.",
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
        Deposit deposit = read(PathId.of(accountId, AccountId::new), body);
        RepeatableRequest repeatable = Requests.repeatable("deposit", request, body);
        Optional<ResponseEntity<?>> earlier = idempotency.earlier(caller, repeatable);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        collect(deposit);
        return idempotency.once(
                caller,
                repeatable,
                () -> ResponseEntity.status(201).body(DepositView.of(receipt(deposit), site)));
    }

    private Deposit read(AccountId account, JsonBody body) {
        InputErrors errors = new InputErrors();
        DepositRequest given = DepositRequest.read(body, errors);
        Money amount =
                given.amount() == null ? null : given.amount().parse("/amount", site, errors);
        errors.refuseIfAny();
        return new Deposit(
                account,
                requireNonNull(amount),
                requireNonNull(given.reference()),
                gateway.name(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** Not before it is clear that the deposit will be accepted. */
    private void collect(Deposit deposit) {
        ask.one(new FindDepositRejection(deposit), BillingRejection.class)
                .ifPresent(rejection -> {
                    throw BillingRefusal.of(rejection, site);
                });
        Payment payment = new Payment(deposit.accountId(), deposit.amount(), deposit.reference());
        if (gateway.collect(payment) instanceof Result.Declined(var reason)) {
            throw Problem.of(ProblemCode.PAYMENT_DECLINED, reason);
        }
    }

    private Deposit.Receipt receipt(Deposit deposit) {
        Outcome<Deposit.Receipt, BillingRejection> outcome = commands.send(deposit);
        return switch (outcome) {
            case Outcome.Done<Deposit.Receipt, BillingRejection>(var receipt) -> receipt;
            case Outcome.Refused<Deposit.Receipt, BillingRejection>(var rejection) ->
                    throw BillingRefusal.of(rejection, site);
        };
    }
}
