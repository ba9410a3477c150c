package dev.spotdock.billing.metering.rating;

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
 */
public record Reversal(List<RatedSlice> voided, Optional<RatedSlice> recut) {

    /**
     * Splits slices at the end.
     *
     * @param slices not voided, in the order of time, the last one's end is where the meter stands
     * @param endedAt milliseconds since the epoch
     */
    public static Reversal of(Metered meter, List<RatedSlice> slices, long endedAt) {
        List<RatedSlice> voided = slices.stream().filter(slice -> slice.to() > endedAt).toList();
        Optional<RatedSlice> recut =
                voided.stream()
                        .filter(slice -> slice.from() < endedAt)
                        .findFirst()
                        .map(slice -> shortened(meter, slice, endedAt));
        return new Reversal(voided, recut);
    }

    private static RatedSlice shortened(Metered meter, RatedSlice slice, long endedAt) {
        Tariff tariff = meter.tariff();
        long amount = tariff.due(endedAt) - tariff.due(slice.from());
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
