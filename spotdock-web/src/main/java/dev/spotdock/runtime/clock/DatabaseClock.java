package dev.spotdock.runtime.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The machine's clock, corrected by the difference to the database's: whole milliseconds, never
 * going backwards.
 */
final class DatabaseClock implements InstantSource {

    private final InstantSource machine;
    private final Duration roundTripMax;
    private final AtomicLong lastMillis = new AtomicLong(Long.MIN_VALUE);
    private volatile Duration offset = Duration.ZERO;
    private volatile boolean sampled;

    DatabaseClock(InstantSource machine, Duration roundTripMax) {
        this.machine = machine;
        this.roundTripMax = roundTripMax;
    }

    @Override
    public Instant instant() {
        long now = machine.instant().plus(offset).toEpochMilli();
        return Instant.ofEpochMilli(lastMillis.accumulateAndGet(now, Math::max));
    }

    /**
     * Takes what the database said into account.
     *
     * @param asked the machine's time before the question
     * @param said the database's answer
     * @param heard the machine's time after it
     */
    void sample(Instant asked, Instant said, Instant heard) {
        Duration roundTrip = Duration.between(asked, heard);
        if (sampled && (roundTrip.isNegative() || roundTrip.compareTo(roundTripMax) > 0)) {
            return;
        }
        offset =
                Duration.between(asked.plus(roundTrip.dividedBy(2)), said)
                        .truncatedTo(ChronoUnit.MICROS);
        sampled = true;
    }

    /** How far the machine's clock is off; positive if it is behind. */
    Duration offset() {
        return offset;
    }
}
