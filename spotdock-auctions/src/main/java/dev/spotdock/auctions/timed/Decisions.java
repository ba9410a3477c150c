package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.UnsoldReason;
import dev.spotdock.auctions.timed.intake.LotBids;
import dev.spotdock.auctions.timed.winner.LotBidEntry;
import dev.spotdock.auctions.timed.winner.WinnerDetermination;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.Result;
import dev.spotdock.auctions.timed.winner.WinnerDetermination.State;
import dev.spotdock.kernel.id.AccountId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Determines who gets a lot, from the stored bids alone: the same today and whenever it is asked
 * again.
 */
@Component
class Decisions {

    /** The third winner who does not pay is the last. */
    static final int ROUNDS_MAX = 3;

    private final LotBids bids;
    private final TimedProperties properties;

    Decisions(LotBids bids, TimedProperties properties) {
        this.bids = bids;
        this.properties = properties;
    }

    /** Whether all bids that a sealed lot has are stored. */
    boolean isComplete(Lot lot) {
        return lot.log().stage() == IntakeStage.SEALED
                && bids.drainedTo(lot.lotId()) >= lot.log().lastSequence();
    }

    /** A closing lot, sold or unsold, and what others are told. */
    LotChange decide(Lot lot, Instant at) {
        return decide(lot, Set.of(), 1, at);
    }

    /** A sold lot whose winner has not paid: offered to the next one, or unsold. */
    LotChange next(Lot lot, Set<AccountId> defaulters, int round, Instant at) {
        return round > ROUNDS_MAX
                ? unsold(lot, UnsoldReason.UNPAID, lot.price(), at)
                : decide(lot, defaulters, round, at);
    }

    /** Ended by an operator without a winner. */
    LotChange giveUp(Lot lot, Instant at) {
        return unsold(lot, UnsoldReason.BY_OPERATOR, lot.price(), at);
    }

    private LotChange decide(Lot lot, Set<AccountId> defaulters, int round, Instant at) {
        List<LotBidEntry> counting = WinnerDetermination.without(defaulters, bids.all(lot.lotId()));
        State last = WinnerDetermination.after(lot.terms(), counting);
        Long price = last.leader() == null ? null : Long.valueOf(last.price());
        Instant payBy = at.plus(properties.paymentDeadline()).truncatedTo(ChronoUnit.MILLIS);
        if (round > 1 && startsBefore(lot, payBy)) {
            return unsold(lot, UnsoldReason.TOO_LATE, price, at);
        }
        return switch (WinnerDetermination.result(lot.terms(), last)) {
            case Result.Unsold(var why) ->
                    unsold(lot, round == 1 ? reason(why) : UnsoldReason.UNPAID, price, at);
            case Result.Won(var winner, var amount, var sequence) -> {
                Award award =
                        new Award(winner, alias(lot, sequence), sequence, amount, round, payBy);
                Lot sold = lot.awarded(award, price, forgetAt(at));
                yield round == 1
                        ? LotChange.told(sold, LotFacts.sold(sold, at), LotFacts.awarded(sold, at))
                        : LotChange.told(sold, LotFacts.awarded(sold, at));
            }
        };
    }

    private LotChange unsold(Lot lot, UnsoldReason reason, @Nullable Long price, Instant at) {
        Lot next = lot.unsold(reason, price, forgetAt(at));
        return LotChange.told(next, LotFacts.unsold(next, at));
    }

    private static UnsoldReason reason(Result.Why why) {
        return switch (why) {
            case NO_VALID_BID -> UnsoldReason.NO_VALID_BID;
            case RESERVE_NOT_MET -> UnsoldReason.RESERVE_NOT_MET;
        };
    }

    private static boolean startsBefore(Lot lot, Instant payBy) {
        CapacityBlock block = lot.item().capacityBlock();
        return block != null && block.from().isBefore(payBy);
    }

    private String alias(Lot lot, long sequence) {
        return bids.of(lot.lotId(), sequence - 1, 1).getFirst().alias();
    }

    private Instant forgetAt(Instant at) {
        return at.plus(properties.clock().keep()).truncatedTo(ChronoUnit.MILLIS);
    }
}
