package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.web.problem.InputError;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.rest.SiteCurrency;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;

/** What a lot's "no" to a bidder is over HTTP. */
final class LotBidRefusal {

    private LotBidRefusal() {}

    /**
     * A refusal as a problem.
     *
     * @param lot as its bidder may see it; asked only if it takes no bids yet, or never did
     */
    static Problem of(
            LotBidRejection rejection, Supplier<Optional<LotDetails>> lot, SiteCurrency site) {
        String why = rejection.message();
        return switch (rejection) {
            case LotBidRejection.InvalidInput(var problems) ->
                    Problem.invalid(problems.stream().map(LotBidRefusal::error).toList());
            case LotBidRejection.Unavailable(_, var retryAfter) ->
                    Problem.of(ProblemCode.UNAVAILABLE, why)
                            .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
            case LotBidRejection.NotOpened _ ->
                    lot.get()
                            .map(known ->
                                    conflict("expected an open lot, but it is " + known.state())
                                            .with("currentState", known.state()))
                            .orElseGet(() -> Problem.notFound("there is no such lot"));
            case LotBidRejection.KeyReused _ -> Problem.of(ProblemCode.IDEMPOTENCY_KEY_REUSED, why);
            case LotBidRejection.Closed(_, var endsAt) ->
                    endsAt == null ? conflict(why) : conflict(why).with("endsAt", endsAt);
            case LotBidRejection.Barred _ -> Problem.of(ProblemCode.FORBIDDEN, why);
            case LotBidRejection.OwnLot _,
                    LotBidRejection.NoBuyNow _,
                    LotBidRejection.BidBefore _ ->
                    conflict(why);
            case LotBidRejection.InsufficientFunds(var required, var available) ->
                    Problem.of(ProblemCode.INSUFFICIENT_FUNDS, why)
                            .with("required", site.amount(required))
                            .with("available", site.amount(available));
        };
    }

    private static Problem conflict(String why) {
        return Problem.of(ProblemCode.CONFLICT, why);
    }

    private static InputError error(LotBidRejection.InvalidInput.Problem problem) {
        return problem.field().equals("idempotencyKey")
                ? new InputError(null, "Idempotency-Key", problem.message())
                : new InputError("/" + problem.field(), null, problem.message());
    }
}
