package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.CancelAuction;
import dev.spotdock.auctions.CloseAuction;
import dev.spotdock.auctions.OpenAuction;
import dev.spotdock.auctions.ScheduleAuction;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.web.idempotency.Idempotency;
import dev.spotdock.web.idempotency.RepeatableRequest;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.rest.Requests;
import dev.spotdock.web.rest.SiteCurrency;
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
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Moves timed auctions on; each move is atomic, and a wrong one names the state. */
@RestController
@RequestMapping(AuctionsController.PATH)
@Tag(name = "Auctions")
class AuctionMovesController {

    private final Commands commands;
    private final Idempotency idempotency;
    private final SiteCurrency site;
    private final InstantSource clock;

    AuctionMovesController(
            Commands commands, Idempotency idempotency, SiteCurrency site, InstantSource clock) {
        this.commands = commands;
        this.idempotency = idempotency;
        this.site = site;
        this.clock = clock;
    }

    @PostMapping("/{id}/schedule")
    @Operation(
            operationId = "scheduleAuction",
            summary = "Schedules an own draft that has lots",
            description = "From now on everybody sees it; it opens by itself when it starts.")
    @ApiResponse(
            responseCode = "200",
            description = "It is scheduled",
            content = @Content(schema = @Schema(implementation = AuctionView.class)))
    ResponseEntity<?> schedule(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletRequest request) {
        AuctionId auction = PathId.of(id, AuctionId::new);
        return changed(
                caller,
                Requests.repeatable("schedule-auction", request),
                new ScheduleAuction(auction, Sight.of(caller), now()));
    }

    @PostMapping("/{id}/open")
    @Operation(
            operationId = "openAuction",
            summary = "Opens an own scheduled auction before it starts by itself",
            description = "Bids are taken a moment later.")
    @ApiResponse(
            responseCode = "200",
            description = "It is open",
            content = @Content(schema = @Schema(implementation = AuctionView.class)))
    ResponseEntity<?> open(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletRequest request) {
        AuctionId auction = PathId.of(id, AuctionId::new);
        return changed(
                caller,
                Requests.repeatable("open-auction", request),
                new OpenAuction(auction, Sight.of(caller), now()));
    }

    @PostMapping("/{id}/close")
    @Operation(
            operationId = "closeAuction",
            summary = "Ends an own open auction before its time",
            description =
                    "Bids are refused a moment later; each lot is decided by those that"
                            + " were accepted. Once there is a bid, an operator alone may.")
    @ApiResponse(
            responseCode = "200",
            description = "It is closing",
            content = @Content(schema = @Schema(implementation = AuctionView.class)))
    ResponseEntity<?> close(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletRequest request) {
        AuctionId auction = PathId.of(id, AuctionId::new);
        return changed(
                caller,
                Requests.repeatable("close-auction", request),
                new CloseAuction(auction, Sight.of(caller), now()));
    }

    @PostMapping("/{id}/cancel")
    @Operation(
            operationId = "cancelAuction",
            summary = "Cancels an own auction that is not closing yet",
            description =
                    "Its lots are withdrawn, and what was bid does not count. Once there"
                            + " is a bid, an operator alone may.")
    @ApiResponse(
            responseCode = "200",
            description = "It is cancelled",
            content = @Content(schema = @Schema(implementation = AuctionView.class)))
    ResponseEntity<?> cancel(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            HttpServletRequest request) {
        AuctionId auction = PathId.of(id, AuctionId::new);
        return changed(
                caller,
                Requests.repeatable("cancel-auction", request),
                new CancelAuction(auction, Sight.of(caller), now()));
    }

    private ResponseEntity<?> changed(
            Caller caller,
            RepeatableRequest request,
            Command<Outcome<AuctionDetails, AuctionRejection>> command) {
        return idempotency.once(
                caller,
                request,
                () -> {
                    AuctionDetails auction = AuctionRefusal.done(commands.send(command));
                    return ResponseEntity.ok()
                            .eTag(AuctionView.eTag(auction))
                            .body(AuctionView.of(auction, caller, site));
                });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
