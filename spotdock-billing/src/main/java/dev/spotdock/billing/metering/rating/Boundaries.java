package dev.spotdock.billing.metering.rating;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Where slices are cut: at whole slices of run time since the start and at each month's end. */
@FunctionalInterface
public interface Boundaries {

    /** Cuts nowhere: for forecasts. */
    Boundaries NONE = (startedAt, after) -> Tariff.NEVER;

    /**
     * The first boundary after an instant.
     *
     * @param startedAt of the meter, milliseconds since the epoch
     * @param after milliseconds since the epoch, not before {@code startedAt}
     * @return more than {@code after}
     */
    long next(long startedAt, long after);

    /**
     * Cuts at each {@code slice} of run time and at each month's end, UTC.
     *
     * @param slice at least a millisecond
     */
    static Boundaries every(Duration slice) {
        long length = slice.toMillis();
        return (startedAt, after) -> {
            long regular = startedAt + ((after - startedAt) / length + 1) * length;
            return Math.min(regular, monthEnd(after));
        };
    }

    private static long monthEnd(long after) {
        return YearMonth.from(Instant.ofEpochMilli(after).atOffset(ZoneOffset.UTC))
                .plusMonths(1)
                .atDay(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }
}
