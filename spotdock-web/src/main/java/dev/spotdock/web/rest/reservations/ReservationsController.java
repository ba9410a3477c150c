package dev.spotdock.web.rest.reservations;

import dev.spotdock.auctions.FindReservation;
import dev.spotdock.auctions.ListReservations;
import dev.spotdock.auctions.ReservationDetails;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.Cursor;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.Listing;
import dev.spotdock.web.rest.PageQuery;
import dev.spotdock.web.rest.PathId;
import dev.spotdock.web.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows capacity blocks that the caller has won. */
@RestController
@RequestMapping("/api/v1/reservations")
@Tag(name = "Auctions")
class ReservationsController {

    private static final String LIST = "reservations";

    private final Ask ask;

    ReservationsController(Ask ask) {
        this.ask = ask;
    }

    @GetMapping
    @Operation(operationId = "listReservations", summary = "Lists own reservations, newest first")
    Listing<ReservationView> list(
            @AuthenticationPrincipal Caller caller,
            @Parameter(description = "1 to 100, default 50") @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "the \"next\" of the page before")
                    @RequestParam(required = false)
                    @Nullable String cursor) {
        InputErrors errors = new InputErrors();
        PageQuery page = new PageQuery(limit, cursor);
        int size = page.size(errors);
        ReservationId before = page.after(LIST, errors, ReservationId::of);
        errors.refuseIfAny();
        return Listing.of(
                ask.many(
                        new ListReservations(caller.accountId(), before, size + 1),
                        ReservationDetails.class),
                size,
                reservation -> new Cursor(LIST, reservation.reservationId().toString()),
                ReservationView::of);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "findReservation", summary = "Shows an own reservation")
    ReservationView find(@AuthenticationPrincipal Caller caller, @PathVariable String id) {
        return ask.one(
                        new FindReservation(PathId.of(id, ReservationId::new), caller.accountId()),
                        ReservationDetails.class)
                .map(ReservationView::of)
                .orElseThrow(() -> Problem.notFound("there is no such reservation"));
    }
}
