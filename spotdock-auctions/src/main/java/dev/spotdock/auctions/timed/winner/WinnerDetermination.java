package dev.spotdock.auctions.timed.winner;

import dev.spotdock.kernel.id.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who wins a lot, and at which price: a fold over its bids in sequence. {@code bid.lua} carries the
 * same state and must agree.
 *
 * <p>Required is the starting price first, then the price plus the increment. A bid whose maximum
 * is less does not count. The first that counts leads at its amount, or at the starting price if
 * that is more. The leader again raises the price to the amount if that is at least what is
 * required, and the ceiling in any case. Another one with a maximum above the ceiling leads from
 * then on, at one increment above the old ceiling, or its maximum if that is less, and at least at
 * its amount; otherwise the leader stays, and the price follows the maximum plus one increment up
 * to the ceiling.
 */
public final class WinnerDetermination {

    private WinnerDetermination() {}

    /**
     * How things stand after some bids. All amounts in micro-units.
     *
     * @param leader null before the first bid that counted
     * @param ceiling the leader's greatest maximum
     * @param price 0 before the first bid that counted
     * @param sequence the leader's last bid that counted; 0 before
     */
    public record State(@Nullable AccountId leader, long ceiling, long price, long sequence) {

        public static final State START = new State(null, 0, 0, 0);
    }

    /**
     * What became of one bid.
     *
     * @param counted whether its maximum was at least what was required
     * @param after how things stood then
     */
    public record Step(LotBidEntry bid, boolean counted, State after) {}

    /** How a lot ends. */
    public sealed interface Result {

        /**
         * Somebody wins.
         *
         * @param price micro-units, at least the reserve
         * @param sequence the winner's last bid that counted
         */
        record Won(AccountId winner, long price, long sequence) implements Result {}

        /** Nobody does. */
        record Unsold(Why why) implements Result {}

        /** Why a lot is unsold. */
        enum Why {
            NO_VALID_BID,
            RESERVE_NOT_MET
        }
    }

    /** How things stand after one more bid; whether it counted shows in {@link Step}. */
    public static Step next(LotTerms terms, State before, LotBidEntry bid) {
        long required =
                before.leader() == null
                        ? terms.startingPrice()
                        : before.price() + terms.increment();
        if (bid.maximum() < required) {
            return new Step(bid, false, before);
        }
        return new Step(bid, true, counted(terms, before, bid, required));
    }

    private static State counted(LotTerms terms, State before, LotBidEntry bid, long required) {
        long ceiling = before.ceiling();
        if (before.leader() == null) {
            return new State(
                    bid.bidder(), bid.maximum(), Math.max(bid.amount(), required), bid.sequence());
        }
        if (before.leader().equals(bid.bidder())) {
            long price = bid.amount() >= required ? bid.amount() : before.price();
            return new State(bid.bidder(), Math.max(ceiling, bid.maximum()), price, bid.sequence());
        }
        if (bid.maximum() > ceiling) {
            long price =
                    Math.max(bid.amount(), Math.min(bid.maximum(), ceiling + terms.increment()));
            return new State(bid.bidder(), bid.maximum(), price, bid.sequence());
        }
        long price = Math.min(ceiling, bid.maximum() + terms.increment());
        return new State(before.leader(), ceiling, price, before.sequence());
    }

    /**
     * What became of each bid.
     *
     * @param bids in sequence; numbers may be missing
     */
    public static List<Step> steps(LotTerms terms, List<LotBidEntry> bids) {
        List<Step> steps = new ArrayList<>(bids.size());
        State state = State.START;
        long sequence = 0;
        for (LotBidEntry bid : bids) {
            if (bid.sequence() <= sequence) {
                throw new IllegalArgumentException(
                        "bid %d after bid %d".formatted(bid.sequence(), sequence));
            }
            sequence = bid.sequence();
            Step step = next(terms, state, bid);
            steps.add(step);
            state = step.after();
        }
        return steps;
    }

    /** The bids that are left when those of the defaulters never were; in the same order. */
    public static List<LotBidEntry> without(Set<AccountId> defaulters, List<LotBidEntry> bids) {
        return bids.stream().filter(bid -> !defaulters.contains(bid.bidder())).toList();
    }

    /** How a lot with these bids ends; numbers may be missing. */
    public static Result result(LotTerms terms, List<LotBidEntry> bids) {
        return result(terms, after(terms, bids));
    }

    /** How a lot stands after these bids; numbers may be missing. */
    public static State after(LotTerms terms, List<LotBidEntry> bids) {
        List<Step> steps = steps(terms, bids);
        return steps.isEmpty() ? State.START : steps.getLast().after();
    }

    /** How a lot ends that stands so. */
    public static Result result(LotTerms terms, State state) {
        AccountId leader = state.leader();
        if (leader == null) {
            return new Result.Unsold(Result.Why.NO_VALID_BID);
        }
        Long reserve = terms.reserve();
        if (reserve == null || state.price() >= reserve) {
            return new Result.Won(leader, state.price(), state.sequence());
        }
        return state.ceiling() >= reserve
                ? new Result.Won(leader, reserve, state.sequence())
                : new Result.Unsold(Result.Why.RESERVE_NOT_MET);
    }
}
