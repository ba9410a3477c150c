package dev.spotdock.compute.settings;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the compute module.
 *
 * @param provider which backend runs the workloads; {@code auto} takes Docker when its socket
 *     answers at the start, else the simulated one
 * @param images which images may run
 * @param nodeInterval between two looks at the provider's nodes; 5 s notices a new or lost node
 *     well within {@code nodeLostAfter}
 * @param nodeLostAfter how long a node may stay unseen before its workloads count as lost; 60 s
 *     outlives a restart of the engine, which keeps containers
 * @param reconcileInterval between two passes that nothing cuts short; 1 s bounds how late an exit
 *     is noticed when the provider's hint was missed
 * @param passPatience how long one run of the loop waits for all its nodes; a slower node goes on
 *     by itself and does not hold up the others
 * @param nodeLease how long a silent instance keeps a node to itself; 10 s is how long a restart
 *     after a crash waits at most
 * @param launchesAtOnce per node; 8 keeps an engine busy without queueing in it
 * @param cleanupsAtOnce stops and removals per node at a time; they wait for SIGTERM to be heeded
 * @param launchRetry after which a launch that came to nothing is begun again; 5 s spares an engine
 *     in trouble
 * @param startGrace how long after the start deadline a launch that is under way may still report
 * @param stopRetry how long after its stop timeout a workload that still runs is told again
 * @param orphanGrace how long a container without a workload is watched before it is removed
 * @param logMaxBytes of output kept per workload, its end; 1 MiB at most
 * @param logRetention how long stored output is kept
 * @param logCleanupInterval between two removals of old output
 * @param logCleanupLimit rows in one removal, so that it stays a short transaction
 */
@Validated
@ConfigurationProperties("spotdock.compute")
public record ComputeProperties(
        @DefaultValue("auto") ProviderChoice provider,
        @DefaultValue Images images,
        @DefaultValue("5s") Duration nodeInterval,
        @DefaultValue("60s") Duration nodeLostAfter,
        @DefaultValue("1s") Duration reconcileInterval,
        @DefaultValue("2s") Duration passPatience,
        @DefaultValue("10s") Duration nodeLease,
        @Min(1) @Max(1000) @DefaultValue("8") int launchesAtOnce,
        @Min(1) @Max(1000) @DefaultValue("32") int cleanupsAtOnce,
        @DefaultValue("5s") Duration launchRetry,
        @DefaultValue("10s") Duration startGrace,
        @DefaultValue("5s") Duration stopRetry,
        @DefaultValue("10s") Duration orphanGrace,
        @Min(1) @Max(1 << 20) @DefaultValue("1048576") int logMaxBytes,
        @DefaultValue("7d") Duration logRetention,
        @DefaultValue("1h") Duration logCleanupInterval,
        @Min(1) @DefaultValue("1000") int logCleanupLimit) {

    public ComputeProperties {
        if (!Stream.of(
                        nodeInterval,
                        nodeLostAfter,
                        reconcileInterval,
                        passPatience,
                        nodeLease,
                        launchRetry,
                        startGrace,
                        stopRetry,
                        orphanGrace,
                        logRetention,
                        logCleanupInterval)
                .allMatch(Duration::isPositive)) {
            throw new IllegalArgumentException("durations under spotdock.compute must be positive");
        }
    }

    /**
     * Which images may run, whatever the provider.
     *
     * @param allowed patterns: a repository, {@code busybox} or {@code ghcr.io/acme/*}, with or
     *     without a tag or digest; {@code *} stands for any characters but a slash, {@code **} for
     *     any; empty allows any image
     */
    public record Images(@DefaultValue List<String> allowed) {

        private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9*][A-Za-z0-9*._:/@-]*");

        public Images {
            allowed = List.copyOf(allowed);
            List<String> wrong =
                    allowed.stream().filter(text -> !PATTERN.matcher(text).matches()).toList();
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(
                        "spotdock.compute.images.allowed: no pattern of an image: " + wrong);
            }
        }
    }

    /** Which backend runs the workloads. */
    public enum ProviderChoice {
        AUTO,
        DOCKER,
        SIMULATED
    }
}
