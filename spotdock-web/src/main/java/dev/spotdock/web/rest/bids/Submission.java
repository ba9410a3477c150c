package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidRejection;
import dev.spotdock.auctions.FindPool;
import dev.spotdock.auctions.FindReservation;
import dev.spotdock.auctions.PoolDetails;
import dev.spotdock.auctions.ReservationDetails;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.message.Commands;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Ask;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.SiteCurrency;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Reads a bid request, completely, and submits it. */
@Component
class Submission {

    private final Commands commands;
    private final Ask ask;
    private final SiteCurrency site;

    Submission(Commands commands, Ask ask, SiteCurrency site) {
        this.commands = commands;
        this.ask = ask;
        this.site = site;
    }

    /**
     * Submits what the body asks for.
     *
     * @throws Problem with everything that is wrong with it, or the market's refusal
     */
    BidDetails submit(JsonBody body, BidId bidId, AccountId accountId, Instant at) {
        InputErrors errors = new InputErrors();
        BidTerms terms = BidTerms.of(BidRequest.read(body, errors), site, errors);
        checkPool(body, terms, accountId, errors);
        // A good request costs no extra query for its pool: the market says if there is none.
        if (errors.any()
                && terms.reservation() == null
                && ask.one(new FindPool(terms.pool()), PoolDetails.class).isEmpty()) {
            errors.add("/pool", new BidRejection.UnknownPool(terms.pool()).message());
        }
        errors.refuseIfAny();
        Outcome<BidDetails, BidRejection> outcome =
                commands.send(terms.command(bidId, accountId, at));
        return switch (outcome) {
            case Outcome.Done<BidDetails, BidRejection>(var bid) -> bid;
            case Outcome.Refused<BidDetails, BidRejection>(var rejection) ->
                    throw BidRefusal.of(rejection, site);
        };
    }

    /** A reservation has its pool: another one in the request is a mistake. */
    private void checkPool(JsonBody body, BidTerms terms, AccountId accountId, InputErrors errors) {
        ReservationId reservation = terms.reservation();
        if (reservation == null || !body.node().path("pool").isString()) {
            return;
        }
        ask.one(new FindReservation(reservation, accountId), ReservationDetails.class)
                .filter(found -> !found.pool().equals(terms.pool()))
                .ifPresent(found ->
                        errors.add(
                                "/pool",
                                "must be \"%s\", the reservation's".formatted(found.pool())));
    }
}
