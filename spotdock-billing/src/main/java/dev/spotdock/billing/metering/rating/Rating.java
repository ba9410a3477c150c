package dev.spotdock.billing.metering.rating;

import dev.spotdock.kernel.id.AllocationId;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rates the run time of one wallet's meters.
 *
 * <p>The result does not depend on how time is cut into calls: amounts are differences of
 * cumulative dues, and the instants at which money ends are computed, not noticed.
 */
public final class Rating {

    private Rating() {}

    /**
     * Charges all meters up to {@code to}, in the order of time.
     *
     * <p>Free money pays first. At the millisecond at which it is used up every meter is cut; from
     * there each bid lives on its own hold. A bid's budget is charged exactly and never exceeded.
     * What runs after a meter's end is sliced too, and lost.
     *
     * @param to milliseconds since the epoch; meters that are further already stay where they are
     * @param ending an allocation that ended at {@code to}: cut there, whatever the boundaries
     */
    public static Rated advance(
            WalletState state, long to, Boundaries boundaries, @Nullable AllocationId ending) {
        WalletRun run = new WalletRun(state, boundaries);
        run.advance(to, ending);
        return run.result();
    }

    /**
     * When to advance the wallet next: the first boundary of any of its meters, or the end of free
     * money, from which bids live on their holds, or the first end of money.
     *
     * @param ends as {@link #ends} found them
     * @return milliseconds since the epoch; empty if nothing runs
     */
    public static OptionalLong nextLook(WalletState state, Boundaries boundaries, Ends ends) {
        long next = ends.dry();
        if (ends.first() != null) {
            next = Math.min(next, ends.first().toEpochMilli());
        }
        for (Metered meter : state.meters()) {
            next = Math.min(next, boundaries.next(meter.startedAt(), meter.meteredTo()));
        }
        return state.meters().isEmpty() ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /**
     * When running bids have nothing left to live on, at the rates of now: the instant at which
     * free money is used up, plus what the bid's own hold lasts; or the end of its budget.
     */
    public static Ends ends(WalletState state) {
        if (state.free() == 0) {
            return ends(Ends.noneBut(Tariff.NEVER), state);
        }
        long dry = new FreeMoney(state.free(), state.meters(), state.bids()).endsBy(Tariff.NEVER);
        Ends ends = Ends.noneBut(dry);
        if (dry >= Tariff.NEVER) {
            return ends(ends, state);
        }
        Rated rated = advance(state, dry, Boundaries.NONE, null);
        for (Exhaustion exhaustion : rated.exhaustions()) {
            ends = ends.and(exhaustion.cause(), exhaustion.at());
        }
        return ends(ends, rated.after());
    }

    /**
     * Together with the ends that are to come while nothing changes about where money comes from.
     */
    private static Ends ends(Ends before, WalletState state) {
        Ends ends = before;
        for (Metered meter : state.meters()) {
            if (!meter.exhausted()) {
                End end = end(state, meter);
                ends = ends.and(end.cause(), end.at());
            }
        }
        return ends;
    }

    private static End end(WalletState state, Metered meter) {
        return End.of(meter, BidMoney.of(meter, state.bids()), state.free() == 0);
    }
}
