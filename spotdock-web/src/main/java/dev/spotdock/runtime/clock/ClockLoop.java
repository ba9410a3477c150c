package dev.spotdock.runtime.clock;

import dev.spotdock.kernel.loop.Loop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looks at PostgreSQL's clock every few seconds. */
final class ClockLoop implements Loop {

    private final DatabaseClock clock;
    private final ClockProperties properties;
    private final JdbcClient jdbc;

    ClockLoop(DatabaseClock clock, ClockProperties properties, JdbcClient jdbc) {
        this.clock = clock;
        this.properties = properties;
        this.jdbc = jdbc;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Duration interval() {
        return properties.sampleInterval();
    }

    @Override
    public void runOnce(Instant now) {
        sample(clock, jdbc);
    }

    static void sample(DatabaseClock clock, JdbcClient jdbc) {
        InstantSource machine = InstantSource.system();
        Instant asked = machine.instant();
        Instant said =
                jdbc.sql("select clock_timestamp()")
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant();
        clock.sample(asked, said, machine.instant());
    }
}
