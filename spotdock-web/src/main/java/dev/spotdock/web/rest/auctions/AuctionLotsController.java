package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.AddLot;
import dev.spotdock.auctions.ListLots;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.web.idempotency.Idempotency;
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

/** The lots of an auction: adds them to drafts, lists them. */
@RestController
@RequestMapping(AuctionsController.PATH + "/{id}/lots")
@Tag(name = "Auctions")
class AuctionLotsController {

    private static final String LIST = "lots";

    private static final String VEHICLE =
            """
            {"item": {"vehicleId": "01900000-0000-7000-8000-000000000001"},
             "startingPrice": {"amount": "1000.00", "currency": "USD"},
             "increment": {"amount": "50.00", "currency": "USD"},
             "reservePrice": {"amount": "2500.00", "currency": "USD"},
             "buyNowPrice": {"amount": "6000.00", "currency": "USD"}}\
            """;

    private static final String CAPACITY =
            """
            {"item": {"capacityBlock": {"pool": "default",
                                        "resources": {"cpu": "1", "memory": "1Gi"},
                                        "from": "2027-06-10T00:00:00Z", "to": "2027-06-11T00:00:00Z"}},
             "startingPrice": {"amount": "1.00"}, "increment": {"amount": "0.10"}}\
            """;

    private final Ask ask;
    private final Commands commands;
    private final Idempotency idempotency;
    private final Ids ids;
    private final SiteCurrency site;
    private final InstantSource clock;

    AuctionLotsController(
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
            operationId = "addLot",
            summary = "Adds a lot to an own draft",
            description =
                    "Its item is taken: a vehicle is in one lot at a time, and the capacity of a"
                            + " block is kept on one node until it is unsold, or used by the winner."
                            + " Operators alone sell capacity.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = LotRequest.class),
                                            examples = {
                                                @ExampleObject(name = "vehicle", value = VEHICLE),
                                                @ExampleObject(name = "capacity", value = CAPACITY)
                                            })))
    @ApiResponse(
            responseCode = "201",
            description = "The lot",
            content = @Content(schema = @Schema(implementation = LotView.class)))
    ResponseEntity<?> add(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        AuctionId auction = PathId.of(id, AuctionId::new);
        return idempotency.once(
                caller,
                Requests.repeatable("add-lot", request, body),
                () -> {
                    LotDetails lot = add(caller, auction, body);
                    return ResponseEntity.created(
                                    URI.create(LotsController.PATH + "/" + lot.lotId()))
                            .body(LotView.of(lot, caller, site));
                });
    }

    private LotDetails add(Caller caller, AuctionId auction, JsonBody body) {
        InputErrors errors = new InputErrors();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        AddLot command =
                LotRequest.read(body, errors)
                        .command(
                                new LotId(ids.next()),
                                auction,
                                Sight.of(caller),
                                now,
                                site,
                                errors);
        AuctionRefusal.refuseIfAny(errors, command, ask);
        return AuctionRefusal.done(commands.send(command));
    }

    @GetMapping
    @Operation(operationId = "listLots", summary = "Lists an auction's lots, oldest first")
    Listing<LotView> list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        AuctionId auction =
                AuctionsController.find(ask, PathId.of(id, AuctionId::new), caller).auctionId();
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        LotId after = page.after(LIST, errors, LotId::of);
        errors.refuseIfAny();
        return Listing.of(
                ask.many(
                        new ListLots(auction, Sight.of(caller), after, size + 1), LotDetails.class),
                size,
                lot -> new Cursor(LIST, lot.lotId().toString()),
                lot -> LotView.of(lot, caller, site));
    }
}
