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
    private final LotIntake intake;
    private final Decisions decisions;
    private final Commands commands;
    private final TimedProperties.Clock properties;

    DueLotSteps(
            Auctions auctions,
            LotIntake intake,
            Decisions decisions,
            Commands commands,
            TimedProperties properties) {
        this.auctions = auctions;
        this.intake = intake;
        this.decisions = decisions;
        this.commands = commands;
        this.properties = properties.clock();
    }

    /**
     * Takes each lot one step on. After a failure the rest is left, and due again when the claim
     * ends; what was done is stored.
     *
     * @param lots claimed
     */
    void take(List<Lot> lots, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Map<AuctionId, Auction> known = new HashMap<>();
        List<LotChange> changes = new ArrayList<>();
        try {
            for (Lot lot : lots) {
                step(lot, known, at).ifPresent(changes::add);
            }
        } finally {
            if (!changes.isEmpty()) {
                commands.send(new DueLots.ChangeLots(changes));
            }
        }
    }

    private Optional<LotChange> step(Lot lot, Map<AuctionId, Auction> known, Instant at) {
        return switch (lot.log().stage()) {
            case NONE -> letIn(lot, known, at);
            case OPEN -> Optional.of(close(lot, at));
            case SEALED ->
                    Optional.of(
                            lot.state() == LotState.CLOSING ? decide(lot, at) : forget(lot, at));
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
        return Optional.of(
                lot.state() == LotState.OPEN ? LotChange.quiet(lot.letIn()) : close(lot, at));
    }

    private static @Nullable AntiSniping antiSniping(@Nullable AntiSnipe rule) {
        return rule == null ? null : new AntiSniping(rule.window(), rule.extension(), rule.max());
    }

    private LotChange close(Lot lot, Instant at) {
        boolean early = lot.state() != LotState.OPEN;
        return switch (intake.close(lot.lotId(), early)) {
            case LotClosing.Sealed(var last, var endsAt, var byHand) ->
                    LotChange.quiet(
                            lot.sealed(
                                    last,
                                    endsAt,
                                    byHand,
                                    lot.state() == LotState.WITHDRAWN
                                            ? at.plus(properties.keep())
                                            : at));
            case LotClosing.StillOpen(var endsAt) -> stillOpen(lot, endsAt, at);
            case LotClosing.Unavailable() -> again(lot, at);
        };
    }

    /** Extended, or Redis' clock is behind. */
    private LotChange stillOpen(Lot lot, Instant endsAt, Instant at) {
        if (lot.state() != LotState.OPEN) {
            return again(lot, at);
        }
        Instant soonest = at.plus(properties.recheck());
        Lot next = lot.endsLater(endsAt, endsAt.isAfter(soonest) ? endsAt : soonest);
        return extension(lot, next, at);
    }

    /** Told once for each new end, whoever hears of it first. */
    static LotChange extension(Lot before, Lot next, Instant at) {
        return next.endsAt().equals(before.endsAt())
                ? LotChange.quiet(next)
                : new LotChange(
                        next,
                        List.of(
                                new AuctionExtended(
                                        next.auctionId(),
                                        next.seller(),
                                        next.lotId(),
                                        next.endsAt(),
                                        at)),
                        true);
    }

    /**
     * The last number is asked for again: it is another one, or an operator has to decide, if Redis
     * has turned out meanwhile to have lost bids.
     */
    private LotChange decide(Lot lot, Instant at) {
        boolean complete = decisions.isComplete(lot);
        return switch (intake.close(lot.lotId(), true)) {
            case LotClosing.Sealed(var last, var endsAt, var byHand)
                    when byHand || last != lot.log().lastSequence() ->
                    LotChange.quiet(lot.sealed(last, endsAt, byHand, at));
            case LotClosing.Sealed _ when complete -> decisions.decide(lot, at);
            case LotClosing.Sealed _, LotClosing.StillOpen _, LotClosing.Unavailable _ ->
                    again(lot, at);
        };
    }

    private LotChange forget(Lot lot, Instant at) {
        if (!decisions.isComplete(lot)) {
            return intake.close(lot.lotId(), true) instanceof LotClosing.Sealed sealed
                    ? LotChange.quiet(
                            lot.sealed(
                                    sealed.lastSequence(),
                                    sealed.endsAt(),
                                    false,
                                    at.plus(properties.recheck())))
                    : again(lot, at);
        }
        intake.forget(lot.lotId());
        return LotChange.quiet(lot.forgotten());
    }

    private LotChange again(Lot lot, Instant at) {
        return LotChange.quiet(lot.lookAgain(at.plus(properties.recheck())));
    }
}
