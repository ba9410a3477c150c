package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.InvalidInput;
import dev.spotdock.auctions.ListMistakes;
import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.web.problem.InputError;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.InputErrors;
import org.springframework.http.HttpHeaders;

/** What timed auctions' "no" is over HTTP. */
final class AuctionRefusal {

    private AuctionRefusal() {}

    /**
     * What came of a command.
     *
     * @throws Problem if it was refused
     */
    static <T> T done(Outcome<T, AuctionRejection> outcome) {
        return switch (outcome) {
            case Outcome.Done<T, AuctionRejection>(var done) -> done;
            case Outcome.Refused<T, AuctionRejection>(var rejection) -> throw of(rejection);
        };
    }

    /**
     * Goes on only if nothing was noted; else the module is asked what it would note, so that all
     * is told at once. A good request costs no extra query.
     *
     * @param command with something else in the place of what was noted
     * @throws Problem with all that is wrong
     */
    static void refuseIfAny(InputErrors errors, Command<?> command, Ask ask) {
        if (errors.any()) {
            ask.many(new ListMistakes(command), InvalidInput.Problem.class).stream()
                    .filter(problem -> !errors.concern(pointer(problem)))
                    .toList()
                    .forEach(problem -> errors.add(pointer(problem), problem.message()));
            errors.refuseIfAny();
        }
    }

    private static String pointer(InvalidInput.Problem problem) {
        return "/" + problem.field().replace('.', '/');
    }

    static Problem of(AuctionRejection rejection) {
        String why = rejection.message();
        return switch (rejection) {
            case AuctionRejection.NotFound _ -> Problem.notFound(why);
            case AuctionRejection.OperatorsOnly _ -> Problem.of(ProblemCode.FORBIDDEN, why);
            case InvalidInput(var problems) ->
                    Problem.invalid(
                            problems.stream()
                                    .map(problem ->
                                            new InputError(
                                                    pointer(problem), null, problem.message()))
                                    .toList());
            case AuctionRejection.WrongAuctionState(var state, _) ->
                    conflict(why).with("currentState", state);
            case AuctionRejection.WrongLotState(var state, _) ->
                    conflict(why).with("currentState", state);
            case AuctionRejection.Over(var endsAt) -> conflict(why).with("endsAt", endsAt);
            case AuctionRejection.NoLots _ -> conflict(why).with("lots", 0);
            case AuctionRejection.TooManyLots(var limit) ->
                    conflict(why).with("limit", limit).with("used", limit);
            case AuctionRejection.HasBids _,
                    AuctionRejection.ItemOnSale _,
                    AuctionRejection.CapacityRefused _ ->
                    conflict(why);
            case AuctionRejection.Unavailable(_, var retryAfter) ->
                    Problem.of(ProblemCode.UNAVAILABLE, why)
                            .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        };
    }

    private static Problem conflict(String why) {
        return Problem.of(ProblemCode.CONFLICT, why);
    }
}
