package dev.spotdock.billing.invoice;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** A calendar month, UTC. */
record Month(YearMonth month) {

    /** The month in which an instant lies. */
    static Month of(Instant instant) {
        return new Month(YearMonth.from(instant.atOffset(ZoneOffset.UTC)));
    }

    /** Inclusive. */
    Instant start() {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Exclusive. */
    Instant end() {
        return new Month(month.plusMonths(1)).start();
    }
}
