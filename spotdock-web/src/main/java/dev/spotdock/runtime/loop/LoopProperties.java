package dev.spotdock.runtime.loop;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the modules' loops are run.
 *
 * @param enabled false: nothing runs by itself; tests call {@code runOnce} themselves
 * @param backoffMax longest pause after repeated failures; short enough that a broken dependency
 *     that is back is noticed soon
 * @param stopTimeout how long a pass may take to end when the process stops, before it is
 *     interrupted; less than Spring's timeout per shutdown phase
 */
@ConfigurationProperties("spotdock.loops")
record LoopProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("15s") Duration backoffMax,
        @DefaultValue("10s") Duration stopTimeout) {}
