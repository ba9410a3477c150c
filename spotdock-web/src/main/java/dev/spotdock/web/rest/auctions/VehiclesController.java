package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.FindVehicle;
import dev.spotdock.auctions.ListVehicles;
import dev.spotdock.auctions.RegisterVehicle;
import dev.spotdock.auctions.VehicleDetails;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.kernel.id.VehicleId;
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

/** The caller's vehicles, which can be sold in lots. */
@RestController
@RequestMapping(VehiclesController.PATH)
@Tag(name = "Auctions")
class VehiclesController {

    static final String PATH = "/api/v1/vehicles";

    private static final String LIST = "vehicles";

    private static final String EXAMPLE =
            """
            {"vin": "1HGCM82633A004352", "make": "Honda", "model": "Accord", "year": 2003,
             "mileageKm": 120000, "description": "one owner, winter tyres"}\
            """;

    private final Ask ask;
    private final Commands commands;
    private final Idempotency idempotency;
    private final Ids ids;
    private final InstantSource clock;

    VehiclesController(
            Ask ask, Commands commands, Idempotency idempotency, Ids ids, InstantSource clock) {
        this.ask = ask;
        this.commands = commands;
        this.idempotency = idempotency;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping
    @Operation(
            operationId = "registerVehicle",
            summary = "Adds a vehicle to the own ones",
            description =
                    "The VIN has its check digit at position 9; small letters are taken as"
                            + " capitals.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(implementation = VehicleRequest.class),
                                            examples =
                                                    @ExampleObject(name = "car", value = EXAMPLE))))
    @ApiResponse(
            responseCode = "201",
            description = "The vehicle",
            content = @Content(schema = @Schema(implementation = VehicleView.class)))
    ResponseEntity<?> register(
            @AuthenticationPrincipal Caller caller,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        return idempotency.once(
                caller,
                Requests.repeatable("register-vehicle", request, body),
                () -> {
                    VehicleDetails vehicle = register(caller, body);
                    return ResponseEntity.created(URI.create(PATH + "/" + vehicle.vehicleId()))
                            .body(VehicleView.of(vehicle));
                });
    }

    private VehicleDetails register(Caller caller, JsonBody body) {
        InputErrors errors = new InputErrors();
        RegisterVehicle command =
                VehicleRequest.read(body, errors)
                        .command(
                                new VehicleId(ids.next()),
                                caller.accountId(),
                                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        AuctionRefusal.refuseIfAny(errors, command, ask);
        return AuctionRefusal.done(commands.send(command));
    }

    @GetMapping
    @Operation(operationId = "listVehicles", summary = "Lists own vehicles, newest first")
    Listing<VehicleView> list(
            @AuthenticationPrincipal Caller caller,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        VehicleId before = page.after(LIST, errors, VehicleId::of);
        errors.refuseIfAny();
        return Listing.of(
                ask.many(
                        new ListVehicles(caller.accountId(), before, size + 1),
                        VehicleDetails.class),
                size,
                vehicle -> new Cursor(LIST, vehicle.vehicleId().toString()),
                VehicleView::of);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "findVehicle", summary = "Shows an own vehicle")
    VehicleView find(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return ask.one(
                        new FindVehicle(PathId.of(id, VehicleId::new), caller.accountId()),
                        VehicleDetails.class)
                .map(VehicleView::of)
                .orElseThrow(() -> Problem.notFound("there is no such vehicle"));
    }
}
