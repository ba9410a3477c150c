package dev.spotdock.billing.metering.rating;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What to undo when work turns out to have ended before the instant up to which it was charged.
 *
 * <p>Every slice that reaches beyond the end is voided and what was charged for it is refunded in
 * full; the part of the first one that did run is charged again as a new slice. The slices that are
 * not voided are contiguous and end where the work ended.
 *
 * @param voided in the order of time
 * @param recut the part that did run, with the number after the meter's last; its money comes from
 *     the refund, so from free money
 * @param accrued the sum of rate times milliseconds until where the work ended
 */
public record Reversal(List<RatedSlice> voided, Optional<RatedSlice> recut, BigInteger accrued) {

    /** Of an attempt that is free: nothing of it is left. */
    public static Reversal ofAll(List<RatedSlice> slices) {
        return new Reversal(slices, Optional.empty(), BigInteger.ZERO);
    }

    /**
     * Splits slices at the end.
     *
     * @param slices not voided, in the order of time, the last one's end is where the meter stands
     * @param endedAt milliseconds since the epoch
     */
    public static Reversal of(Metered meter, List<RatedSlice> slices, long endedAt) {
        List<RatedSlice> voided = slices.stream().filter(slice -> slice.to() > endedAt).toList();
        BigInteger kept = meter.tariff().accrued();
        for (RatedSlice slice : voided) {
            kept = kept.subtract(slice.accrual());
        }
        if (voided.isEmpty() || voided.getFirst().from() >= endedAt) {
            return new Reversal(voided, Optional.empty(), kept);
        }
        RatedSlice first = voided.getFirst();
        BigInteger accrued =
                kept.add(Accrual.product(first.ratePerHourMicros(), endedAt - first.from()));
        long amount = Accrual.of(accrued).due() - Accrual.of(kept).due();
        return new Reversal(voided, Optional.of(shortened(meter, first, endedAt, amount)), accrued);
    }

    private static RatedSlice shortened(
            Metered meter, RatedSlice slice, long endedAt, long amount) {
        return new RatedSlice(
                slice.allocationId(),
                slice.bidId(),
                meter.nextSlice(),
                slice.from(),
                endedAt,
                slice.ratePerHourMicros(),
                amount,
                Math.min(amount, slice.charged()),
                0);
    }
}
