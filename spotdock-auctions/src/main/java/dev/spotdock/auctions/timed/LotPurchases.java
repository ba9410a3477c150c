package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.Actor;
import dev.spotdock.auctions.BuyLotNow;
import dev.spotdock.auctions.LotBidAccepted;
import dev.spotdock.auctions.LotBidRejection;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.timed.intake.LotIntake;
import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/**
 * Handles who buys at once. The intake decides, because the first valid bid may come at the same
 * instant; its answer is the same when it is repeated. If this transaction is lost afterwards, the
 * lot is decided at its end, for the buyer.
 */
@Component
class LotPurchases {

    /** One purchase of a bidder and lot, however often it is sent. */
    private static final String KEY = "buy-now";

    private final Auctions auctions;
    private final Lots lots;
    private final LotIntake intake;
    private final Contention contention;
    private final LotViews views;
    private final Waker waker;

    LotPurchases(
            Auctions auctions,
            Lots lots,
            LotIntake intake,
            Contention contention,
            LotViews views,
            Waker waker) {
        this.auctions = auctions;
        this.lots = lots;
        this.intake = intake;
        this.contention = contention;
        this.views = views;
        this.waker = waker;
    }

    @CommandHandler
    Outcome<LotDetails, LotBidRejection> handle(BuyLotNow command) {
        Actor buyer = new Actor(command.bidder(), false);
        if (views.of(command.lotId(), buyer).isEmpty()) {
            return Outcome.refused(new LotBidRejection.NotOpened(command.lotId()));
        }
        return switch (intake.buyNow(command.lotId(), command.bidder(), KEY)) {
            case Outcome.Refused<LotBidAccepted, LotBidRejection>(var rejection) ->
                    Outcome.refused(rejection);
            case Outcome.Done<LotBidAccepted, LotBidRejection> _ -> {
                close(command, command.at().truncatedTo(ChronoUnit.MILLIS));
                waker.wake(AuctionClock.NAME);
                yield Outcome.done(views.of(command.lotId(), buyer).orElseThrow());
            }
        };
    }

    /** The auction's row first: it closes with its last lot. */
    private void close(BuyLotNow command, Instant at) {
        Lot bought = lots.find(command.lotId()).orElseThrow();
        Auction auction = auctions.lock(bought.auctionId()).orElseThrow();
        contention.repeat(() -> {
            Lot lot = lots.find(command.lotId()).orElseThrow();
            boolean done = lot.state() != LotState.OPEN || lots.replace(lot.closing(at));
            return done ? Optional.of(done) : Optional.empty();
        });
        auctions.closeWithLastLot(auction);
    }
}
