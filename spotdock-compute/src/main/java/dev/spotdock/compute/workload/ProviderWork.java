package dev.spotdock.compute.workload;

import dev.spotdock.compute.WorkloadEnd;
import dev.spotdock.compute.image.AllowedImages;
import dev.spotdock.compute.node.NodeLease;
import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The calls to the provider, each between two short transactions and never inside one. */
@Component
class ProviderWork {

    private static final Logger log = LoggerFactory.getLogger(ProviderWork.class);

    private final ComputeProvider provider;
    private final Commands commands;
    private final Waker waker;
    private final WorkloadMetrics metrics;
    private final InstantSource clock;
    private final int logMaxBytes;
    private final AllowedImages images;

    ProviderWork(
            ComputeProvider provider,
            Commands commands,
            Waker waker,
            WorkloadMetrics metrics,
            InstantSource clock,
            ComputeProperties properties) {
        this.provider = provider;
        this.commands = commands;
        this.waker = waker;
        this.metrics = metrics;
        this.clock = clock;
        this.logMaxBytes = properties.logMaxBytes();
        this.images = new AllowedImages(properties);
    }

    void launch(AllocationId id, NodeLease lease) {
        commands.send(new BeginLaunch(id, lease, now()))
                .ifPresent(order -> launch(order.spec(now()), lease));
    }

    private void launch(LaunchSpec spec, NodeLease lease) {
        Instant begun = now();
        try {
            images.require(spec.container().image());
            Observation seen = provider.launch(spec);
            metrics.launched("launched", Duration.between(begun, now()));
            if (seen.phase() != Observation.Phase.CREATED
                    && commands.send(new RecordObservation(seen, lease, now()))) {
                waker.wake(WorkloadReconciler.NAME); // was told to stop while it was launched
            }
        } catch (ProviderFailure failure) {
            String outcome = failure.kind().name().toLowerCase(Locale.ROOT);
            metrics.launched(outcome, Duration.between(begun, now()));
            log.warn(
                    "Allocation {} of bid {} was not launched on {}: {}: {}",
                    spec.allocationId(),
                    spec.bidId(),
                    spec.node(),
                    outcome,
                    failure.getMessage());
            giveUp(spec.allocationId(), failure, lease);
        }
    }

    private void giveUp(AllocationId id, ProviderFailure failure, NodeLease lease) {
        WorkloadEnd end =
                switch (failure.kind()) {
                    case IMAGE_UNAVAILABLE -> WorkloadEnd.IMAGE_PULL_FAILED;
                    case IMAGE_NOT_ALLOWED -> WorkloadEnd.IMAGE_NOT_ALLOWED;
                    case REFUSED -> WorkloadEnd.START_FAILED;
                    case UNREACHABLE -> null; // nothing is known: the next pass tries again
                };
        if (end != null) {
            String detail = Objects.requireNonNullElse(failure.getMessage(), "");
            Instant at = now();
            commands.send(new RecordEnd(id, Phase.PENDING, end, at, detail, lease, at));
        }
    }

    void stop(Workload workload, NodeLease lease) {
        if (commands.send(new BeginStop(workload.allocationId(), lease, now()))) {
            provider.stop(
                    workload.node(),
                    workload.allocationId(),
                    Objects.requireNonNull(workload.stopTimeout()));
        }
    }

    /** Removes only what has ended, and not before its output is stored. */
    void collect(Workload workload, Observation seen, NodeLease lease) {
        AllocationId id = workload.allocationId();
        boolean ran = seen.startedAt() != null;
        byte[] bytes = ran ? provider.log(workload.node(), id, logMaxBytes) : new byte[0];
        if (commands.send(new StoreLog(id, bytes, lease, now()))) {
            provider.remove(workload.node(), id);
            commands.send(new RecordRemoval(id, lease));
        }
    }

    void removeOrphan(String node, AllocationId id) {
        provider.remove(node, id);
        metrics.orphanRemoved();
        log.warn("Removed {} from {}: nobody asked for it", id, node);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
