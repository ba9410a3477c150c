package dev.spotdock.runtime.clock;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application's only source of time. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    /** Sampled before anybody asks it for the time. */
    @Bean
    DatabaseClock clock(ClockProperties properties, JdbcClient jdbc, MeterRegistry meters) {
        DatabaseClock clock = new DatabaseClock(InstantSource.system(), properties.roundTripMax());
        ClockLoop.sample(clock, jdbc);
        Gauge.builder("spotdock.clock.offset", clock, c -> c.offset().toNanos() / 1e9)
                .baseUnit("seconds")
                .description("PostgreSQL's clock less this machine's")
                .register(meters);
        return clock;
    }

    @Bean
    ClockLoop clockLoop(DatabaseClock clock, ClockProperties properties, JdbcClient jdbc) {
        return new ClockLoop(clock, properties, jdbc);
    }
}
