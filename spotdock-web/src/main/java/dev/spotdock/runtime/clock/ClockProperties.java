package dev.spotdock.runtime.clock;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this instance follows PostgreSQL's clock.
 *
 * @param sampleInterval between two looks at it; clocks drift by far less than a millisecond in it
 * @param skewMax difference to this machine's own clock above which the instance is not ready:
 *     instants from its container engine would be worthless
 * @param roundTripMax samples that took longer say too little and are not used
 */
@ConfigurationProperties("spotdock.clock")
record ClockProperties(
        @DefaultValue("5s") Duration sampleInterval,
        @DefaultValue("2s") Duration skewMax,
        @DefaultValue("200ms") Duration roundTripMax) {}
