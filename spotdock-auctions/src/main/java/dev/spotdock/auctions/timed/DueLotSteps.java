package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.AntiSnipe;
import dev.spotdock.auctions.AuctionExtended;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.timed.intake.AntiSniping;
import dev.spotdock.auctions.timed.intake.LotClosing;
import dev.spotdock.auctions.timed.intake.LotIntake;
import dev.spotdock.auctions.timed.intake.LotOpening;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.message.Commands;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Does what lots are due for. What concerns the intake happens outside of transactions, and is
 * stored for all of them in one.
 */
@Component
class DueLotSteps {

    private final Auctions auctions;
    private final Lots lots;
    private final LotIntake intake;
    private final Decisions decisions;
    private final Commands commands;
    private final TimedProperties.Clock properties;

    DueLotSteps(
            Auctions auctions,
            Lots lots,
            LotIntake intake,
            Decisions decisions,
            Commands commands,
            TimedProperties properties) {
        this.auctions = auctions;
        this.lots = lots;
        this.intake = intake;
        this.decisions = decisions;
        this.commands = commands;
        this.properties = properties.clock();
    }

    /**
     * Takes each lot one step on. After a failure the rest is left, and due again when the claim
     * ends; what was done is stored.
     *
     * @param claimed due ones
     */
    void take(List<Lot> claimed, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Map<AuctionId, Auction> known = new HashMap<>();
        List<LotChange> changes = new ArrayList<>();
        List<Lot> waiting = new ArrayList<>();
        try {
            for (Lot lot : claimed) {
                step(lot, known, at).ifPresentOrElse(changes::add, () -> waiting.add(lot));
            }
        } finally {
            if (!changes.isEmpty()) {
                commands.send(new DueLots.ChangeLots(changes));
            }
            lots.lookAgain(waiting, at.plus(properties.recheck()));
        }
    }

    /** Empty: nothing can be done yet. */
    private Optional<LotChange> step(Lot lot, Map<AuctionId, Auction> known, Instant at) {
        return switch (lot.log().stage()) {
            case NONE -> letIn(lot, known, at);
            case OPEN -> close(lot, at);
            case SEALED -> lot.state() == LotState.CLOSING ? decide(lot, at) : forget(lot, at);
            case FORGOTTEN -> Optional.empty();
        };
    }

    /**
     * What is over before it was let in is let in all the same, and closed: an instance that is
     * about to let it in, and does not know, then does nothing.
     */
    private Optional<LotChange> letIn(Lot lot, Map<AuctionId, Auction> known, Instant at) {
        if (lot.state() == LotState.PENDING) {
            return Optional.empty();
        }
        Auction auction =
                known.computeIfAbsent(lot.auctionId(), id -> auctions.find(id).orElseThrow());
        intake.open(
                new LotOpening(
                        lot.lotId(),
                        lot.auctionId(),
                        lot.seller(),
                        lot.terms(),
                        lot.endsAt(),
                        antiSniping(auction.antiSnipe()),
                        auction.deposit()));
        return lot.state() == LotState.OPEN
                ? Optional.of(LotChange.quiet(lot.letIn()))
                : close(lot, at);
    }

    private static @Nullable AntiSniping antiSniping(@Nullable AntiSnipe rule) {
        return rule == null ? null : new AntiSniping(rule.window(), rule.extension(), rule.max());
    }

    private Optional<LotChange> close(Lot lot, Instant at) {
        boolean early = lot.state() != LotState.OPEN;
        return switch (intake.close(lot.lotId(), early)) {
            case LotClosing.Sealed(var last, var endsAt, var byHand) -> {
                boolean over = lot.state() == LotState.WITHDRAWN;
                Instant next = over ? at.plus(properties.keep()) : at;
                yield Optional.of(LotChange.quiet(lot.sealed(last, endsAt, byHand, next)));
            }
            case LotClosing.StillOpen(var endsAt) ->
                    lot.state() == LotState.OPEN && endsAt.isAfter(lot.endsAt())
                            ? Optional.of(extended(lot, endsAt, at))
                            : Optional.empty(); // Redis' clock is behind
            case LotClosing.Unavailable() -> Optional.empty();
        };
    }

    /** A later end than was known; told once for each, whoever hears of it first. */
    static LotChange extended(Lot lot, Instant endsAt, Instant at) {
        Lot next = lot.endsLater(endsAt);
        return new LotChange(
                next,
                List.of(
                        new AuctionExtended(
                                next.auctionId(), next.seller(), next.lotId(), endsAt, at)),
                true);
    }

    /**
     * The last number is asked for again: it is another one, or an operator has to decide, if Redis
     * has turned out meanwhile to have lost bids.
     */
    private Optional<LotChange> decide(Lot lot, Instant at) {
        boolean complete = decisions.isComplete(lot);
        return switch (intake.close(lot.lotId(), true)) {
            case LotClosing.Sealed(var last, var endsAt, var byHand)
                    when byHand || last != lot.log().lastSequence() ->
                    Optional.of(LotChange.quiet(lot.sealed(last, endsAt, byHand, at)));
            case LotClosing.Sealed _ when complete -> Optional.of(decisions.decide(lot, at));
            case LotClosing.Sealed _, LotClosing.StillOpen _, LotClosing.Unavailable _ ->
                    Optional.empty();
        };
    }

    private Optional<LotChange> forget(Lot lot, Instant at) {
        if (decisions.isComplete(lot)) {
            intake.forget(lot.lotId());
            return Optional.of(LotChange.quiet(lot.forgotten()));
        }
        return intake.close(lot.lotId(), true) instanceof LotClosing.Sealed sealed
                        && sealed.lastSequence() != lot.log().lastSequence()
                ? Optional.of(
                        LotChange.quiet(
                                lot.sealed(sealed.lastSequence(), sealed.endsAt(), false, at)))
                : Optional.empty();
    }
}
