package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.AuctionDetails;
import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.WrongAuctionState;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.outcome.Outcome;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Changes an auction as its seller or an operator wants, if nobody was faster. */
@Component
class AuctionChanges {

    private final Auctions auctions;
    private final Contention contention;

    AuctionChanges(Auctions auctions, Contention contention) {
        this.auctions = auctions;
        this.contention = contention;
    }

    /**
     * What is to be done.
     *
     * @param then done once the auction is stored, and its row locked with it
     */
    record Step(Auction next, Runnable then) {}

    /**
     * Decides on the auction as it is, and again on what it has become, until the decision is
     * stored or the decision is no.
     *
     * @param decision writes nothing; what it does elsewhere can be repeated
     */
    Outcome<AuctionDetails, AuctionRejection> change(
            AuctionId id, Actor by, Function<Auction, Outcome<Step, AuctionRejection>> decision) {
        return contention
                .repeat(() -> attempt(id, by, decision))
                .orElseGet(() -> Outcome.refused(contended(id)));
    }

    private Optional<Outcome<AuctionDetails, AuctionRejection>> attempt(
            AuctionId id, Actor by, Function<Auction, Outcome<Step, AuctionRejection>> decision) {
        Optional<Auction> found = auctions.find(id).filter(auction -> mayChange(by, auction));
        if (found.isEmpty()) {
            return Optional.of(Outcome.refused(new AuctionRejection.NotFound("auction")));
        }
        return switch (decision.apply(found.get())) {
            case Outcome.Refused<Step, AuctionRejection>(var rejection) ->
                    Optional.of(Outcome.refused(rejection));
            case Outcome.Done<Step, AuctionRejection>(var step) -> {
                if (!auctions.replace(step.next())) {
                    yield Optional.empty();
                }
                step.then().run();
                yield Optional.of(Outcome.done(step.next().details()));
            }
        };
    }

    static boolean mayChange(Actor by, Auction auction) {
        return by.operator() || by.accountId().equals(auction.seller());
    }

    private AuctionRejection contended(AuctionId id) {
        return auctions.find(id)
                .<AuctionRejection>map(auction ->
                        new WrongAuctionState(
                                auction.state(), "nobody else to change it at the same time"))
                .orElseGet(() -> new AuctionRejection.NotFound("auction"));
    }
}
