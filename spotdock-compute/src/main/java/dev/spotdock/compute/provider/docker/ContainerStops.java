package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import dev.spotdock.compute.spi.ProviderFailure;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops in progress. The engine answers a stop only when the container has ended, which may take
 * minutes; nobody waits for that. While one is in progress another is ignored: each would be a
 * second SIGTERM, which many programs take as "at once".
 *
 * <p>A stop that fails is told in the log and may be asked for again: the listing shows that the
 * workload still runs.
 */
final class ContainerStops {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerStops.class);

    /** What killing may take, once the stop timeout has passed. */
    private static final Duration KILL_MAX = Duration.ofSeconds(30);

    private final Engine engine;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    ContainerStops(Engine engine) {
        this.engine = engine;
    }

    void stop(String containerId, Duration stopTimeout) {
        if (inProgress.add(containerId)) {
            Thread.ofVirtual().name("docker-stop").start(() -> run(containerId, stopTimeout));
        }
    }

    private void run(String containerId, Duration stopTimeout) {
        int seconds = Math.toIntExact(stopTimeout.plusMillis(999).toSeconds());
        try {
            engine.ask(
                    client -> client.stopContainerCmd(containerId).withTimeout(seconds).exec(),
                    stopTimeout.plus(KILL_MAX));
        } catch (NotModifiedException | NotFoundException e) {
            LOG.debug("Container {} had ended before its stop", containerId);
        } catch (DockerException e) {
            LOG.warn("Container {} could not be stopped: {}", containerId, EngineMessage.of(e));
        } catch (ProviderFailure e) {
            LOG.warn("Container {} could not be stopped: {}", containerId, e.getMessage());
        } finally {
            inProgress.remove(containerId);
        }
    }
}
