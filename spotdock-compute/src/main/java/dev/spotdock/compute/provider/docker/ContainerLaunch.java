package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.spotdock.compute.image.ImageReference;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/**
 * Create and start, or adopt. The engine knows no "start if created": starting an ended container
 * runs it again. So within this process one allocation is launched by one thread at a time; between
 * processes the node's lease does that.
 */
final class ContainerLaunch {

    /** More than ever launch at a time; two allocations that share one merely wait. */
    private static final int LOCKS = 64;

    /** A name may be taken for a moment without a container behind it: one is coming or going. */
    private static final int CREATE_ATTEMPTS_MAX = 40;

    private static final Duration CREATE_PAUSE = Duration.ofMillis(50);

    private final Engine engine;
    private final OwnContainers containers;
    private final ContainerTranslation translation;
    private final ReentrantLock[] locks =
            IntStream.range(0, LOCKS)
                    .mapToObj(_ -> new ReentrantLock())
                    .toArray(ReentrantLock[]::new);

    ContainerLaunch(Engine engine, OwnContainers containers, ContainerTranslation translation) {
        this.engine = engine;
        this.containers = containers;
        this.translation = translation;
    }

    Observation launch(LaunchSpec spec, ImageReference image, String network, Deadline deadline) {
        ReentrantLock lock = locks[Math.floorMod(spec.allocationId().hashCode(), LOCKS)];
        lock.lock();
        try {
            return createdOrAdopted(spec, image, network, deadline);
        } finally {
            lock.unlock();
        }
    }

    private Observation createdOrAdopted(
            LaunchSpec spec, ImageReference image, String network, Deadline deadline) {
        for (int attempt = 0; attempt < CREATE_ATTEMPTS_MAX && !deadline.passed(); attempt++) {
            Optional<String> created = created(spec, image, network);
            if (created.isPresent()) {
                return started(spec, created.get());
            }
            Optional<InspectContainerResponse> found = containers.find(spec.allocationId());
            if (found.isPresent()) {
                return adopted(spec, found.get());
            }
            pause();
        }
        throw new ProviderFailure(
                Kind.REFUSED,
                "the name %s is taken".formatted(ContainerTranslation.name(spec.allocationId())),
                null);
    }

    /** The container's id; empty if the name is taken. */
    private Optional<String> created(LaunchSpec spec, ImageReference image, String network) {
        try {
            return Optional.of(
                    engine.ask(client ->
                            translation.create(client, spec, image, network).exec().getId()));
        } catch (ConflictException e) {
            return Optional.empty();
        }
    }

    private Observation adopted(LaunchSpec spec, InspectContainerResponse container) {
        Observation observation = containers.observation(spec.allocationId(), container);
        return observation.phase() == Phase.CREATED
                ? started(spec, container.getId())
                : observation;
    }

    private Observation started(LaunchSpec spec, String containerId) {
        try {
            engine.ask(client -> client.startContainerCmd(containerId).exec());
        } catch (NotModifiedException e) {
            // another process was faster
        }
        return containers
                .find(spec.allocationId())
                .map(found -> containers.observation(spec.allocationId(), found))
                .orElseThrow(() ->
                        new ProviderFailure(Kind.REFUSED, "removed while it was started", null));
    }

    private void pause() {
        try {
            Thread.sleep(CREATE_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw engine.unreachable("interrupted", e);
        }
    }
}
