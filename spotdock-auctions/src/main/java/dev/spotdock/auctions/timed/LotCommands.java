package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AuctionRejection;
import dev.spotdock.auctions.AuctionRejection.WrongLotState;
import dev.spotdock.auctions.AuctionState;
import dev.spotdock.auctions.LotDetails;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.WithdrawLot;
import dev.spotdock.kernel.outcome.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/**
 * Handles what sellers want of one lot. The auction's row is locked first: it closes with its last
 * lot, and two of them may be the last at the same time.
 */
@Component
class LotCommands {

    private final Auctions auctions;
    private final Lots lots;
    private final LiveBids live;
    private final LotChanges changes;
    private final Contention contention;
    private final LotViews views;

    LotCommands(
            Auctions auctions,
            Lots lots,
            LiveBids live,
            LotChanges changes,
            Contention contention,
            LotViews views) {
        this.auctions = auctions;
        this.lots = lots;
        this.live = live;
        this.changes = changes;
        this.contention = contention;
        this.views = views;
    }

    @CommandHandler
    Outcome<LotDetails, AuctionRejection> handle(WithdrawLot command) {
        Optional<Auction> auction =
                lots.find(command.lotId())
                        .flatMap(lot -> auctions.lock(lot.auctionId()))
                        .filter(found -> AuctionChanges.mayChange(command.by(), found));
        if (auction.isEmpty()) {
            return Outcome.refused(new AuctionRejection.NotFound("lot"));
        }
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        Optional<AuctionRejection> refusal =
                contention
                        .repeat(() -> withdraw(command, auction.get(), at))
                        .orElseGet(() -> Optional.of(contended(command)));
        if (refusal.isPresent()) {
            return Outcome.refused(refusal.get());
        }
        auctions.closeWithLastLot(auction.get());
        return Outcome.done(views.of(command.lotId(), command.by()).orElseThrow());
    }

    /** Empty: somebody was faster; done: empty, or why not. */
    private Optional<Optional<AuctionRejection>> withdraw(
            WithdrawLot command, Auction auction, Instant at) {
        Lot lot = lots.find(command.lotId()).orElseThrow();
        Lot.Log log;
        if (lot.state() == LotState.PENDING) {
            log = Lot.Log.NONE;
        } else if (lot.state() == LotState.OPEN) {
            Optional<AuctionRejection> refusal = live.takeBack(List.of(lot));
            if (refusal.isPresent()) {
                return Optional.of(refusal);
            }
            log = lot.log().due(at);
        } else {
            return Optional.of(
                    Optional.of(new WrongLotState(lot.state(), "a pending or an open lot")));
        }
        Lot next = lot.withdrawn(log);
        LotChange change =
                auction.state() == AuctionState.DRAFT
                        ? LotChange.quiet(next)
                        : LotChange.told(next, LotFacts.unsold(next, at));
        return changes.store(change) ? Optional.of(Optional.empty()) : Optional.empty();
    }

    private AuctionRejection contended(WithdrawLot command) {
        return new WrongLotState(
                lots.find(command.lotId()).orElseThrow().state(),
                "nobody else to change it at the same time");
    }
}
