package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.BuyLotNow;
import dev.spotdock.auctions.DecideLot;
import dev.spotdock.auctions.FindLot;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.WithdrawLot;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
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
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lots: shows them; what bidders, sellers and operators do with them but for bids. */
@RestController
@RequestMapping(LotsController.PATH)
@Tag(name = "Auctions")
class LotsController {

    static final String PATH = "/api/v1/lots";

    private final Ask ask;
    private final Commands commands;
    private final Idempotency idempotency;
    private final SiteCurrency site;
    private final InstantSource clock;

    LotsController(
            Ask ask,
            Commands commands,
            Idempotency idempotency,
            SiteCurrency site,
            InstantSource clock) {
        this.ask = ask;
        this.commands = commands;
        this.idempotency = idempotency;
        this.site = site;
        this.clock = clock;
    }

    @GetMapping("/{id}")
    @Operation(operationId = "findLot", summary = "Shows a lot")
    LotView find(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return LotView.of(find(ask, PathId.of(id, LotId::new), caller), caller, site);
    }

    /**
     * A lot that the caller may see.
     *
     * @throws Problem {@code not-found} if there is none, or it is of another's draft
     */
    static LotDetails find(Ask ask, LotId id, Caller caller) {
        return seen(ask, id, caller).orElseThrow(() -> Problem.notFound("there is no such lot"));
    }

    /** The lot, if the caller may see it. */
    static Optional<LotDetails> seen(Ask ask, LotId id, Caller caller) {
        return ask.one(new FindLot(id, Sight.of(caller)), LotDetails.class);
    }

    @PostMapping("/{id}/buy-now")
    @Operation(
            operationId = "buyLotNow",
            summary = "Buys a lot at its buy-now price, before the first valid bid",
            description =
                    "No more bids are taken, and it is sold a moment later. Once there is a valid"
                            + " bid, or where it has no such price, 409.")
    @ApiResponse(
            responseCode = "200",
            description = "It is the caller's in a moment",
            content = @Content(schema = @Schema(implementation = LotView.class)))
    ResponseEntity<?> buy(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletRequest request) {
        LotId lot = PathId.of(id, LotId::new);
        return idempotency.once(
                caller,
                Requests.repeatable("buy-lot-now", request),
                () -> ResponseEntity.ok(LotView.of(bought(caller, lot), caller, site)));
    }

    private LotDetails bought(Caller caller, LotId lot) {
        Outcome<LotDetails, LotBidRejection> outcome =
                commands.send(new BuyLotNow(lot, caller.accountId(), now()));
        return switch (outcome) {
            case Outcome.Done<LotDetails, LotBidRejection>(var bought) -> bought;
            case Outcome.Refused<LotDetails, LotBidRejection>(var rejection) ->
                    throw LotBidRefusal.of(rejection, () -> seen(ask, lot, caller), site);
        };
    }

    @PostMapping("/{id}/withdraw")
    @Operation(
            operationId = "withdrawLot",
            summary = "Takes an own lot back that has no bid yet, valid or not",
            description = "The auction closes with its last lot.")
    @ApiResponse(
            responseCode = "200",
            description = "It is withdrawn",
            content = @Content(schema = @Schema(implementation = LotView.class)))
    ResponseEntity<?> withdraw(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletRequest request) {
        WithdrawLot command = new WithdrawLot(PathId.of(id, LotId::new), Sight.of(caller), now());
        return idempotency.once(
                caller,
                Requests.repeatable("withdraw-lot", request),
                () ->
                        ResponseEntity.ok(
                                LotView.of(
                                        AuctionRefusal.done(commands.send(command)),
                                        caller,
                                        site)));
    }

    @PostMapping("/{id}/decide")
    @Operation(
            operationId = "decideLot",
            summary = "Decides a lot of which acknowledged bids are lost (operator)",
            description =
                    "One that is held: by the bids that are there, or as unsold. Any other: 409.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema =
                                                    @Schema(implementation = DecisionRequest.class),
                                            examples =
                                                    @ExampleObject(
                                                            name = "by the bids that are there",
                                                            value = "{\"asStored\": true}"))))
    @ApiResponse(
            responseCode = "200",
            description = "It is decided",
            content = @Content(schema = @Schema(implementation = LotView.class)))
    ResponseEntity<?> decide(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        LotId lot = PathId.of(id, LotId::new);
        DecideLot command = new DecideLot(lot, DecisionRequest.read(body), Sight.of(caller), now());
        return idempotency.once(
                caller,
                Requests.repeatable("decide-lot", request, body),
                () ->
                        ResponseEntity.ok(
                                LotView.of(
                                        AuctionRefusal.done(commands.send(command)),
                                        caller,
                                        site)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
