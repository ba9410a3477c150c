package dev.spotdock.web.rest.wallet;

import dev.spotdock.billing.BillingRejection;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.problem.ProblemCode;
import dev.spotdock.web.rest.SiteCurrency;

/** What billing's "no" is over HTTP. */
final class BillingRefusal {

    private BillingRefusal() {}

    static Problem of(BillingRejection rejection, SiteCurrency site) {
        return switch (rejection) {
            case BillingRejection.UnknownWallet _ -> Problem.notFound(rejection.message());
            case BillingRejection.ReferenceReused(var reference) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message())
                            .with("reference", reference);
            case BillingRejection.BalanceTooHigh(var most) ->
                    Problem.of(ProblemCode.CONFLICT, rejection.message())
                            .with("most", site.amount(most));
            case BillingRejection.InsufficientFunds(var required, var available) ->
                    Problem.of(ProblemCode.INSUFFICIENT_FUNDS, rejection.message())
                            .with("required", site.amount(required))
                            .with("available", site.amount(available));
        };
    }
}
