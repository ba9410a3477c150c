package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.RepriceBid;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.web.rest.IfMatch;
import dev.spotdock.web.rest.JsonBody;
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
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes what bids offer. */
@RestController
@RequestMapping("/api/v1/bids")
@Tag(name = "Bids")
class RepricingController {

    private static final String EXAMPLE =
            """
            {"maxPrice": {"amount": "0.06", "currency": "USD", "per": "minute"}}\
            """;

    private final Commands commands;
    private final BidViews views;
    private final SiteCurrency site;
    private final InstantSource clock;

    RepricingController(Commands commands, BidViews views, SiteCurrency site, InstantSource clock) {
        this.commands = commands;
        this.views = views;
        this.site = site;
        this.clock = clock;
    }

    @PatchMapping("/{id}")
    @Operation(
            operationId = "repriceBid",
            summary = "Changes an own bid's maximum price",
            description =
                    "A higher one applies at once, a lower one at once while the bid waits. A lower"
                            + " one of work that is matched or running must not be below the pool's"
                            + " floor and applies, for order and charge, when the minimum run and a"
                            + " pending notice are over: lowered says when. A changed price takes a"
                            + " new place behind all of that price; the same price changes nothing."
                            + " What runs is not restarted.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = RepriceRequest.class),
                                            examples = @ExampleObject(value = EXAMPLE))))
    @ApiResponse(
            responseCode = "200",
            description = "The bid as it is now",
            content = @Content(schema = @Schema(implementation = BidView.class)))
    ResponseEntity<BidView> reprice(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @Parameter(description = "the bid's ETag, required; * for any version")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch,
            @RequestBody JsonBody body) {
        BidId bidId = PathId.of(id, BidId::new);
        Set<Long> versions = IfMatch.versions(ifMatch);
        Price price = RepriceRequest.read(body, site);
        Outcome<BidDetails, BidRejection> outcome =
                commands.send(
                        new RepriceBid(
                                bidId,
                                caller.accountId(),
                                price,
                                versions,
                                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        return switch (outcome) {
            case Outcome.Done<BidDetails, BidRejection>(var bid) ->
                    ResponseEntity.ok().eTag(BidViews.eTag(bid)).body(views.of(bid));
            case Outcome.Refused<BidDetails, BidRejection>(var rejection) ->
                    throw views.refusal(rejection);
        };
    }
}
