package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.ListLotBids;
import dev.spotdock.auctions.ListLotBids.ShownLotBid;
import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotBidding;
import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonAnswers;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.rest.SiteCurrency;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Bids on lots: takes them in, shows them. They are accepted without PostgreSQL, so nothing here
 * asks it before a bid is, and the idempotency key is the intake's to keep.
 */
@RestController
@RequestMapping(LotsController.PATH + "/{id}/bids")
@Tag(name = "Auctions")
class LotBidsController {

    private static final String LIST = "lot-bids";

    private static final String EXAMPLE =
            """
            {"amount": {"amount": "1100.00", "currency": "USD"},
             "maximum": {"amount": "1500.00", "currency": "USD"}}\
            """;

    private static final String SMALLEST = "{\"amount\": {\"amount\": \"1100.00\"}}";

    private final LotBidding bidding;
    private final Ask ask;
    private final SiteCurrency site;
    private final JsonAnswers answers;

    LotBidsController(LotBidding bidding, Ask ask, SiteCurrency site, JsonAnswers answers) {
        this.bidding = bidding;
        this.ask = ask;
        this.site = site;
        this.answers = answers;
    }

    @PostMapping
    @Operation(
            operationId = "placeLotBid",
            summary = "Bids on an open lot",
            description =
                    "Accepted whatever its amount is; one that is too low does not count. After 503"
                            + " it may have been accepted or not: the same request with the same"
                            + " Idempotency-Key tells.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = LotBidRequest.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "with a hidden maximum",
                                                        value = EXAMPLE),
                                                @ExampleObject(name = "smallest", value = SMALLEST)
                                            })))
    @ApiResponse(
            responseCode = "201",
            description = "It is accepted, for good",
            content = @Content(schema = @Schema(implementation = LotBidView.class)))
    void place(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestBody JsonBody body,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        LotId lot = PathId.of(id, LotId::new);
        String key = request.getHeader("Idempotency-Key");
        PlaceLotBid bid =
                LotBidRequest.read(body, site)
                        .bid(
                                lot,
                                caller.accountId(),
                                key == null ? null : Idempotency.checked(key));
        switch (bidding.place(bid)) {
            case Outcome.Done<LotBidAccepted, LotBidRejection>(var accepted) ->
                    answer(accepted, response);
            case Outcome.Refused<LotBidAccepted, LotBidRejection>(var rejection) ->
                    throw LotBidRefusal.of(
                            rejection, () -> LotsController.seen(ask, lot, caller), site);
        }
    }

    private void answer(LotBidAccepted accepted, HttpServletResponse answer) throws IOException {
        if (accepted.replayed()) {
            answer.setHeader(Idempotency.REPLAYED, "true");
        }
        answers.write(answer, 201, LotBidView.of(accepted, site));
    }

    @GetMapping
    @Operation(
            operationId = "listLotBids",
            summary = "Lists the bids on a lot, in sequence",
            description =
                    "Bidders by alias, without their maxima. What was accepted is here a moment"
                            + " later. With valid=true those that counted, which the winner is"
                            + " determined from: each with the price and the leader after it.")
    Listing<PlacedBidView> list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @Parameter(
                            description = "only those that counted",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String valid,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        LotId lot = LotsController.find(ask, PathId.of(id, LotId::new), caller).lotId();
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        Long after = page.after(LIST, errors, Long::parseUnsignedLong);
        boolean validOnly = Sight.flag("valid", valid, errors);
        errors.refuseIfAny();
        return Listing.of(
                ask.many(
                        new ListLotBids(
                                lot, validOnly, after == null || after < 0 ? 0 : after, size + 1),
                        ShownLotBid.class),
                size,
                bid -> new Cursor(LIST, Long.toString(bid.sequence())),
                bid -> PlacedBidView.of(bid, site));
    }
}
