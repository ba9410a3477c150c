package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.CreateAuction;
import dev.spotdock.auctions.FindAuction;
import dev.spotdock.auctions.ListAuctions;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.rest.Requests;
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
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Timed auctions: begins them, shows them. */
@RestController
@RequestMapping(AuctionsController.PATH)
@Tag(name = "Auctions")
class AuctionsController {

    static final String PATH = "/api/v1/auctions";

    private static final String LIST = "auctions";

    private static final String EXAMPLE =
            """
            {"title": "Fleet sale", "startsAt": "2027-06-01T12:00:00Z", "endsAt": "2027-06-08T12:00:00Z",
             "antiSnipe": {"window": "PT2M", "extension": "PT2M", "max": 10},
             "deposit": {"amount": "100.00", "currency": "USD"}}\
            """;

    private static final String SMALLEST =
            """
            {"title": "Fleet sale", "startsAt": "2027-06-01T12:00:00Z", "endsAt": "2027-06-08T12:00:00Z"}\
            """;

    private final Ask ask;
    private final Commands commands;
    private final Idempotency idempotency;
    private final Ids ids;
    private final SiteCurrency site;
    private final InstantSource clock;

    AuctionsController(
            Ask ask,
            Commands commands,
            Idempotency idempotency,
            Ids ids,
            SiteCurrency site,
            InstantSource clock) {
        this.ask = ask;
        this.commands = commands;
        this.idempotency = idempotency;
        this.ids = ids;
        this.site = site;
        this.clock = clock;
    }

    @PostMapping
    @Operation(
            operationId = "createAuction",
            summary = "Begins an auction, a draft without lots",
            description = "Nobody else sees it until it is scheduled.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = AuctionRequest.class),
                                            examples = {
                                                @ExampleObject(
                                                        name = "with anti-sniping and a deposit",
                                                        value = EXAMPLE),
                                                @ExampleObject(name = "smallest", value = SMALLEST)
                                            })))
    @ApiResponse(
            responseCode = "201",
            description = "The auction",
            content = @Content(schema = @Schema(implementation = AuctionView.class)))
    ResponseEntity<?> create(
            @AuthenticationPrincipal Caller caller,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        return idempotency.once(
                caller,
                Requests.repeatable("create-auction", request, body),
                () -> {
                    AuctionDetails auction = create(caller, body);
                    return ResponseEntity.created(URI.create(PATH + "/" + auction.auctionId()))
                            .eTag(AuctionView.eTag(auction))
                            .body(AuctionView.of(auction, caller, site));
                });
    }

    private AuctionDetails create(Caller caller, JsonBody body) {
        InputErrors errors = new InputErrors();
        CreateAuction command =
                AuctionRequest.read(body, errors)
                        .command(
                                new AuctionId(ids.next()), caller.accountId(), now(), site, errors);
        AuctionRefusal.refuseIfAny(errors, command, ask);
        return AuctionRefusal.done(commands.send(command));
    }

    @GetMapping
    @Operation(
            operationId = "listAuctions",
            summary = "Lists auctions, newest first",
            description = "Drafts only to their sellers and operators.")
    Listing<AuctionView> list(
            @AuthenticationPrincipal Caller caller,
            @Parameter(schema = @Schema(implementation = AuctionState.class))
                    @RequestParam(required = false)
                    @Nullable String state,
            @Parameter(
                            description = "only the own ones",
                            schema = @Schema(type = "boolean", defaultValue = "false"))
                    @RequestParam(required = false)
                    @Nullable String mine,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        AuctionId before = page.after(LIST, errors, AuctionId::of);
        AuctionState wanted = state(state, errors);
        boolean own = Sight.flag("mine", mine, errors);
        errors.refuseIfAny();
        return Listing.of(
                ask.many(
                        new ListAuctions(
                                Sight.of(caller),
                                wanted,
                                own ? caller.accountId() : null,
                                before,
                                size + 1),
                        AuctionDetails.class),
                size,
                auction -> new Cursor(LIST, auction.auctionId().toString()),
                auction -> AuctionView.of(auction, caller, site));
    }

    private static @Nullable AuctionState state(@Nullable String text, InputErrors errors) {
        if (text == null) {
            return null;
        }
        for (AuctionState state : AuctionState.values()) {
            if (state.name().equals(text)) {
                return state;
            }
        }
        errors.addParameter("state", "must be one of " + Arrays.toString(AuctionState.values()));
        return null;
    }

    @GetMapping("/{id}")
    @Operation(operationId = "findAuction", summary = "Shows an auction")
    ResponseEntity<AuctionView> find(
            @AuthenticationPrincipal Caller caller, @PathVariable String id) {
        AuctionId wanted = PathId.of(id, AuctionId::new);
        AuctionDetails auction = find(ask, wanted, caller);
        return ResponseEntity.ok()
                .eTag(AuctionView.eTag(auction))
                .body(AuctionView.of(auction, caller, site));
    }

    /**
     * An auction that the caller may see.
     *
     * @throws Problem {@code not-found} if there is none, or it is another's draft
     */
    static AuctionDetails find(Ask ask, AuctionId id, Caller caller) {
        return ask.one(new FindAuction(id, Sight.of(caller)), AuctionDetails.class)
                .orElseThrow(() -> Problem.notFound("there is no such auction"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
