package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidRejection;
import dev.spotdock.web.problem.InputError;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.rest.ResourcesView;
import dev.spotdock.web.rest.SiteCurrency;
import java.util.List;

/** What the market's "no" is over HTTP. */
final class BidRefusal {

    private BidRefusal() {}

    static Problem of(BidRejection rejection, SiteCurrency site) {
        return switch (rejection) {
            case BidRejection.NotFound _ -> Problem.notFound(rejection.message());
            case BidRejection.UnknownPool _ ->
                    Problem.invalid(List.of(new InputError("/pool", null, rejection.message())));
            case BidRejection.ImageRefused _ ->
                    Problem.invalid(
                            List.of(new InputError("/container/image", null, rejection.message())));
            case BidRejection.AlreadyFinal(var status) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message())
                            .with("currentStatus", status);
            case BidRejection.NotRunning(var status) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message())
                            .with("currentStatus", status);
            case BidRejection.VersionMismatch _ ->
                    Problem.of(ProblemCode.VERSION_MISMATCH, rejection.message());
            case BidRejection.BelowFloor(var status, var floorPrice) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message())
                            .with("currentStatus", status)
                            .with("floorPrice", site.perSlotHour(floorPrice));
            case BidRejection.UnknownReservation _ ->
                    Problem.invalid(
                            List.of(new InputError("/reservation", null, rejection.message())));
            case BidRejection.ReservationOver(var to) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message()).with("to", to);
            case BidRejection.ReservationFull(var free) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message())
                            .with("free", ResourcesView.of(free));
            case BidRejection.Reserved _ -> Problem.of(ProblemCode.CONFLICT, rejection.message());
            case BidRejection.QuotaUsed(var limit) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message())
                            .with("limit", limit)
                            .with("used", limit);
            case BidRejection.InsufficientFunds(var required, var available) ->
                    Problem.of(ProblemCode.INSUFFICIENT_FUNDS, rejection.message())
                            .with("required", site.amount(required))
                            .with("available", site.amount(available));
        };
    }
}
