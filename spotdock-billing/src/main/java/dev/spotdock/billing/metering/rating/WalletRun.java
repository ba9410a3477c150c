package dev.spotdock.billing.metering.rating;

import dev.spotdock.billing.MeterExhausted.Cause;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The working copy of one wallet while it is advanced; used once. */
final class WalletRun {

    private static final Comparator<Piece> IN_ORDER_OF_TIME =
            Comparator.comparingLong(Piece::to).thenComparing(piece -> piece.allocation().value());

    private final Boundaries boundaries;
    private final Map<BidId, BidMoney> bids;
    private final Map<AllocationId, Metered> meters = new LinkedHashMap<>();
    private final List<RatedSlice> slices = new ArrayList<>();
    private final List<Exhaustion> exhaustions = new ArrayList<>();
    private long free;
    private long dry = Tariff.NEVER;
    private Map<AllocationId, Long> overdraft = Map.of();

    WalletRun(WalletState state, Boundaries boundaries) {
        this.boundaries = boundaries;
        this.bids = new HashMap<>(state.bids());
        this.free = state.free();
        state.meters().forEach(meter -> meters.put(meter.allocationId(), meter));
    }

    void advance(long to, @Nullable AllocationId ending) {
        if (free > 0) {
            FreeMoney money = new FreeMoney(free, List.copyOf(meters.values()), bids);
            dry = money.endsBy(to);
            if (dry <= to) {
                overdraft = money.overdraft(dry);
                stage(dry, null, true);
            } else {
                stage(to, ending, false);
            }
        }
        if (free == 0) {
            stage(to, ending, false);
        }
    }

    Rated result() {
        WalletState after = new WalletState(free, bids, List.copyOf(meters.values()));
        return new Rated(List.copyOf(slices), List.copyOf(exhaustions), after);
    }

    /**
     * Charges up to {@code to} while nothing changes about where money comes from: either free
     * money lasts until then, or there is none at all.
     */
    private void stage(long to, @Nullable AllocationId ending, boolean cutAll) {
        List<Piece> pieces = new ArrayList<>();
        for (Metered meter : List.copyOf(meters.values())) {
            boolean cut = cutAll || meter.allocationId().equals(ending);
            cut(meter, to, cut, pieces);
        }
        pieces.sort(IN_ORDER_OF_TIME);
        pieces.forEach(this::charge);
    }

    private void cut(Metered meter, long to, boolean cutAtEnd, List<Piece> pieces) {
        End end = meter.exhausted() ? new End(Tariff.NEVER, Cause.FUNDS) : endOf(meter);
        if (end.at() <= meter.meteredTo() && end.at() <= to) {
            exhaust(meter, end.cause());
        }
        long at = meter.meteredTo();
        while (at < to) {
            long next =
                    Math.min(
                            boundaries.next(meter.startedAt(), at),
                            meter.tariff().nextStepAfter(at));
            next = end.at() > at ? Math.min(next, end.at()) : next;
            if (next > to) {
                if (!cutAtEnd) {
                    return;
                }
                next = to;
            }
            pieces.add(
                    new Piece(meter.allocationId(), next, next == end.at() ? end.cause() : null));
            at = next;
        }
    }

    private End endOf(Metered meter) {
        return End.of(meter, BidMoney.of(meter, bids), free == 0);
    }

    private void charge(Piece piece) {
        Metered meter = Objects.requireNonNull(meters.get(piece.allocation()));
        BidMoney money = BidMoney.of(meter, bids);
        long amount = meter.tariff().due(piece.to()) - meter.dueSoFar();
        long payable = meter.exhausted() ? 0 : Math.min(amount, money.budgetLeft());
        long fromFree = Math.min(Math.max(0, payable - overdraftOf(piece)), free);
        long fromHold = Math.min(payable - fromFree, money.held());
        RatedSlice slice =
                new RatedSlice(
                        meter.allocationId(),
                        meter.bidId(),
                        meter.nextSlice(),
                        meter.meteredTo(),
                        piece.to(),
                        meter.tariff().ratePerHourMicros(),
                        amount,
                        fromFree,
                        fromHold);
        slices.add(slice);
        free -= fromFree;
        bids.put(meter.bidId(), money.less(slice.charged(), fromHold));
        Metered advanced = meter.upTo(piece.to());
        meters.put(meter.allocationId(), advanced);
        if (meter.exhausted()) {
            return;
        }
        if (piece.endsMoney() != null) {
            exhaust(advanced, piece.endsMoney());
        } else if (slice.lost() > 0) {
            exhaust(advanced, slice.charged() == money.budgetLeft() ? Cause.BUDGET : Cause.FUNDS);
        }
    }

    private long overdraftOf(Piece piece) {
        return piece.to() == dry ? overdraft.getOrDefault(piece.allocation(), 0L) : 0L;
    }

    private void exhaust(Metered meter, Cause cause) {
        meters.put(meter.allocationId(), meter.exhaustedNow());
        exhaustions.add(
                new Exhaustion(meter.allocationId(), meter.bidId(), cause, meter.meteredTo()));
    }

    /** A slice to come; {@code endsMoney} if its end is the computed end of the meter's money. */
    private record Piece(AllocationId allocation, long to, @Nullable Cause endsMoney) {}
}
