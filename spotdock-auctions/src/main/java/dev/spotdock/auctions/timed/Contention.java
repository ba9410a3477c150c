package dev.spotdock.auctions.timed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Repeats a change whose version was another one by the time it was written. Each attempt reads
 * anew, in the same transaction: a version that did not match is no error of PostgreSQL's, and the
 * next statement sees what the others have committed. Between two attempts is a random pause up to
 * a bound that doubles, so that those who met do not meet again.
 */
@Component
class Contention {

    private final TimedProperties.Retry properties;
    private final RandomGenerator random;
    private final Consumer<Duration> pause;
    private final Counter repeated;

    @Autowired
    Contention(TimedProperties properties, RandomGenerator random, MeterRegistry meters) {
        this(properties.retry(), random, d -> LockSupport.parkNanos(d.toNanos()), meters);
    }

    Contention(
            TimedProperties.Retry properties,
            RandomGenerator random,
            Consumer<Duration> pause,
            MeterRegistry meters) {
        this.properties = properties;
        this.random = random;
        this.pause = pause;
        this.repeated = meters.counter("spotdock.auctions.timed.repeated");
    }

    /**
     * Tries until an attempt comes to something.
     *
     * @param attempt empty: others were faster, and nothing was written
     * @return empty: they always were
     */
    <T> Optional<T> repeat(Supplier<Optional<T>> attempt) {
        long boundNanos = properties.pause().toNanos();
        for (int i = 1; i < properties.attempts(); i++) {
            Optional<T> result = attempt.get();
            if (result.isPresent()) {
                return result;
            }
            repeated.increment();
            pause.accept(Duration.ofNanos(random.nextLong(boundNanos + 1)));
            boundNanos *= 2;
        }
        return attempt.get();
    }
}
