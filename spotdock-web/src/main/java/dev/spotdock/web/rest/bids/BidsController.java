package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.CancelBid;
import dev.spotdock.auctions.DrillEviction;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Changes bids: submits and cancels. */
@RestController
@RequestMapping("/api/v1/bids")
@Tag(name = "Bids")
class BidsController {

    private static final String EXAMPLE =
            """
            {"pool": "default",
             "resources": {"cpu": "500m", "memory": "256Mi", "gpu": 0},
             "maxPrice": {"amount": "0.05", "currency": "USD", "per": "minute"},
             "container": {"image": "busybox:1.37", "command": ["sleep", "600"]},
             "validFor": "PT1H", "maxRuntime": "PT2H"}\
            """;

    private static final String SMALLEST =
            """
            {"resources": {"cpu": "100m", "memory": "64Mi"},
             "maxPrice": {"amount": "0.01", "per": "minute"},
             "container": {"image": "busybox:1.37", "command": ["sleep", "60"]}}\
            """;

    private static final String RESERVED =
            """
            {"reservation": "01900000-0000-7000-8000-000000000001",
             "resources": {"cpu": "100m", "memory": "64Mi"},
             "container": {"image": "busybox:1.37", "command": ["sleep", "60"]}}\
            """;

    private final Commands commands;
    private final Submission submission;
    private final Idempotency idempotency;
    private final BidViews views;
    private final Ids ids;
    private final InstantSource clock;

    BidsController(
            Commands commands,
            Submission submission,
            Idempotency idempotency,
            BidViews views,
            Ids ids,
            InstantSource clock) {
        this.commands = commands;
        this.submission = submission;
        this.idempotency = idempotency;
        this.views = views;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping
    @Operation(
            operationId = "submitBid",
            summary = "Submits a bid",
            description =
                    "Sixty seconds at its maximum price are held from the wallet. With reservation"
                            + " instead of maxPrice it runs, within its time, in a capacity block"
                            + " that was won and paid for.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = BidRequest.class),
                                            examples = {
                                                @ExampleObject(name = "sleeper", value = EXAMPLE),
                                                @ExampleObject(name = "smallest", value = SMALLEST),
                                                @ExampleObject(
                                                        name = "in a reservation",
                                                        value = RESERVED)
                                            })))
    @ApiResponse(
            responseCode = "201",
            description = "The bid is in the book",
            content = @Content(schema = @Schema(implementation = BidView.class)))
    ResponseEntity<?> submit(
            @AuthenticationPrincipal Caller caller,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        return idempotency.once(
                caller,
                Requests.repeatable("submit-bid", request, body),
                () -> {
                    BidDetails bid =
                            submission.submit(
                                    body, new BidId(ids.next()), caller.accountId(), now());
                    return ResponseEntity.created(URI.create("/api/v1/bids/" + bid.bidId()))
                            .eTag(BidViews.eTag(bid))
                            .body(views.of(bid));
                });
    }

    @PostMapping("/{id}/eviction-drill")
    @Operation(
            operationId = "drillEviction",
            summary = "Gives an own running bid the notice and the stop, for practice",
            description =
                    "Nobody has outbid it. At the deadline its container gets SIGTERM and, after the"
                            + " stop timeout, SIGKILL; then it is back in the book, or EVICTED, as its"
                            + " onEviction says. The time used is charged.")
    @ApiResponse(
            responseCode = "202",
            description = "It is noticed; its eviction says until when",
            content = @Content(schema = @Schema(implementation = BidView.class)))
    ResponseEntity<?> drill(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletRequest request) {
        return idempotency.once(
                caller,
                Requests.repeatable("drill-eviction", request),
                () ->
                        shown(
                                commands.send(
                                        new DrillEviction(
                                                PathId.of(id, BidId::new),
                                                caller.accountId(),
                                                now()))));
    }

    /** 202 while something is still to come of it. */
    private ResponseEntity<BidView> shown(Outcome<BidDetails, BidRejection> outcome) {
        return switch (outcome) {
            case Outcome.Done<BidDetails, BidRejection>(var bid) ->
                    ResponseEntity.status(bid.status().isFinal() ? 200 : 202)
                            .eTag(BidViews.eTag(bid))
                            .body(views.of(bid));
            case Outcome.Refused<BidDetails, BidRejection>(var rejection) ->
                    throw views.refusal(rejection);
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "cancelBid", summary = "Cancels a bid")
    @ApiResponse(
            responseCode = "200",
            description = "The bid is over",
            content = @Content(schema = @Schema(implementation = BidView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Its container is being stopped; ask again until the bid is final",
            content = @Content(schema = @Schema(implementation = BidView.class)))
    ResponseEntity<BidView> cancel(
            @AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return shown(
                commands.send(new CancelBid(PathId.of(id, BidId::new), caller.accountId(), now())));
    }
}
