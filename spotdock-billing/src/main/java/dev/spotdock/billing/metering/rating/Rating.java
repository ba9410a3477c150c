package dev.spotdock.billing.metering.rating;

import dev.spotdock.billing.MeterExhausted.Cause;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.util.Optional;
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
     * When to advance the wallet next: the first boundary or end of money of any of its meters.
     *
     * @return milliseconds since the epoch; empty if nothing runs
     */
    public static OptionalLong nextLook(WalletState state, Boundaries boundaries) {
        long next = Tariff.NEVER;
        for (Metered meter : state.meters()) {
            next = Math.min(next, boundaries.next(meter.startedAt(), meter.meteredTo()));
            if (!meter.exhausted()) {
                next = Math.min(next, end(state, meter).at());
            }
        }
        if (state.free() > 0) {
            FreeMoney free = new FreeMoney(state.free(), state.meters(), state.bids());
            next = Math.min(next, free.endsBy(next));
        }
        return state.meters().isEmpty() ? OptionalLong.empty() : OptionalLong.of(next);
    }

    /**
     * When the first running bid has nothing left to live on, at the rates of now: the instant at
     * which free money is used up, plus what the bid's own hold lasts. Ends by budget do not count.
     */
    public static Optional<Instant> emptyAt(WalletState state) {
        FreeMoney free = new FreeMoney(state.free(), state.meters(), state.bids());
        long dry = state.free() > 0 ? free.endsBy(Tariff.NEVER) : 0;
        if (dry >= Tariff.NEVER) {
            return Optional.empty();
        }
        Rated rated = advance(state, dry, Boundaries.NONE, null);
        long first = Tariff.NEVER;
        for (Exhaustion exhaustion : rated.exhaustions()) {
            if (exhaustion.cause() == Cause.FUNDS) {
                first = Math.min(first, exhaustion.at());
            }
        }
        for (Metered meter : rated.after().meters()) {
            End end = end(rated.after(), meter);
            if (!meter.exhausted() && end.cause() == Cause.FUNDS) {
                first = Math.min(first, end.at());
            }
        }
        return first >= Tariff.NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first));
    }

    private static End end(WalletState state, Metered meter) {
        return End.of(meter, BidMoney.of(meter, state.bids()), state.free() == 0);
    }
}
