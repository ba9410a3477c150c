package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.LotItem;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.UnsoldReason;
import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lot and what may happen to it. Every change is a new value of the next version, which {@link
 * Lots#replace} stores if nobody was faster.
 *
 * @param endsAt extensions included, as far as they are known here: Redis' clock decides
 * @param log what the intake of bids knows of it
 * @param price what the last valid bid made it, micro-units; null: none was, or not decided yet
 * @param award null unless it was sold
 * @param unsold null unless it is unsold or withdrawn
 */
record Lot(
        LotId lotId,
        AuctionId auctionId,
        AccountId seller,
        LotItem item,
        LotTerms terms,
        LotState state,
        Instant endsAt,
        Log log,
        @Nullable Long price,
        @Nullable Award award,
        @Nullable UnsoldReason unsold,
        long version) {

    /**
     * Where it stands with the intake of bids.
     *
     * @param dueAt when the clock looks at it next; null: it has nothing to do with it
     * @param lastSequence once sealed: no bid has a greater number
     * @param held whether an operator decides it, because bids are lost
     */
    record Log(IntakeStage stage, @Nullable Instant dueAt, long lastSequence, boolean held) {

        static final Log NONE = new Log(IntakeStage.NONE, null, 0, false);

        Log due(Instant at) {
            return new Log(stage, at, lastSequence, held);
        }

        Log sealed(long last, Instant at) {
            return new Log(IntakeStage.SEALED, at, last, false);
        }

        Log held(long last) {
            return new Log(IntakeStage.SEALED, null, last, true);
        }

        Log decided(Instant forgetAt) {
            return new Log(stage, forgetAt, lastSequence, false);
        }

        Log forgotten() {
            return new Log(IntakeStage.FORGOTTEN, null, lastSequence, held);
        }
    }

    /** Bids are let in. */
    Lot letIn() {
        expect(state == LotState.OPEN && log.stage() == IntakeStage.NONE, "open, and not let in");
        return with(state, endsAt, new Log(IntakeStage.OPEN, endsAt, 0, false));
    }

    /** A late bid has moved its end. */
    Lot endsLater(Instant later) {
        expect(state == LotState.OPEN && later.isAfter(endsAt), "open, and to end before");
        return with(state, later, log.due(later));
    }

    /** Open -> closing: bids are let in until the intake says that none will be any more. */
    Lot closing(Instant at) {
        expect(state == LotState.OPEN, "open");
        return with(LotState.CLOSING, endsAt, log.due(at));
    }

    /** No bid will ever be accepted again. What was open is closing now. */
    Lot sealed(long lastSequence, Instant end, boolean byHand, Instant lookAt) {
        LotState next = state == LotState.OPEN ? LotState.CLOSING : state;
        boolean held = byHand && next == LotState.CLOSING;
        return with(next, end, held ? log.held(lastSequence) : log.sealed(lastSequence, lookAt));
    }

    /** Pending or open, without bids or with its whole auction -> withdrawn. */
    Lot withdrawn(Log nextLog) {
        expect(state == LotState.PENDING || state == LotState.OPEN, "pending or open");
        return new Lot(
                lotId,
                auctionId,
                seller,
                item,
                terms,
                LotState.WITHDRAWN,
                endsAt,
                nextLog,
                null,
                null,
                UnsoldReason.WITHDRAWN,
                version + 1);
    }

    /** Closing, or sold to another one -> sold. */
    Lot awarded(Award next, @Nullable Long lastPrice, Instant forgetAt) {
        expect(state == LotState.CLOSING || state == LotState.SOLD, "closing or sold");
        Log nextLog = state == LotState.CLOSING ? log.decided(forgetAt) : log;
        return ended(LotState.SOLD, nextLog, lastPrice, next, null);
    }

    /** Closing, or sold and not paid for -> unsold. */
    Lot unsold(UnsoldReason reason, @Nullable Long lastPrice, Instant forgetAt) {
        expect(state == LotState.CLOSING || state == LotState.SOLD, "closing or sold");
        Log nextLog = state == LotState.CLOSING ? log.decided(forgetAt) : log;
        return ended(LotState.UNSOLD, nextLog, lastPrice, null, reason);
    }

    /** Sold -> settled. */
    Lot settled() {
        expect(state == LotState.SOLD, "sold");
        return ended(LotState.SETTLED, log, price, award, null);
    }

    /** Redis knows nothing of it any more. */
    Lot forgotten() {
        expect(state != LotState.OPEN && state != LotState.CLOSING, "decided");
        return ended(state, log.forgotten(), price, award, unsold);
    }

    private Lot ended(
            LotState nextState,
            Log nextLog,
            @Nullable Long nextPrice,
            @Nullable Award nextAward,
            @Nullable UnsoldReason why) {
        return new Lot(
                lotId,
                auctionId,
                seller,
                item,
                terms,
                nextState,
                endsAt,
                nextLog,
                nextPrice,
                nextAward,
                why,
                version + 1);
    }

    private Lot with(LotState nextState, Instant nextEnd, Log nextLog) {
        return new Lot(
                lotId,
                auctionId,
                seller,
                item,
                terms,
                nextState,
                nextEnd,
                nextLog,
                price,
                award,
                unsold,
                version + 1);
    }

    private void expect(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(
                    "expected lot %s to be %s, but it is %s (%s)"
                            .formatted(lotId, what, state, log));
        }
    }
}
