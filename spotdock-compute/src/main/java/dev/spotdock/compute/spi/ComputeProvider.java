package dev.spotdock.compute.spi;

import dev.spotdock.kernel.id.AllocationId;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A backend that runs workloads on nodes. Every call may block on I/O, is bounded by the provider's
 * own timeouts, and can be repeated. Called on virtual threads, several at a time, never inside a
 * transaction.
 *
 * <p>A provider sees and touches only the workloads of its own installation.
 */
public interface ComputeProvider extends AutoCloseable {

    /** {@code docker}, {@code simulated}. */
    String name();

    /**
     * The nodes and what they can hold, in any order.
     *
     * @throws ProviderFailure if the backend does not answer
     */
    List<OfferedNode> nodes();

    /**
     * Every workload of this installation on the node, running or ended, that was not removed yet.
     *
     * @throws ProviderFailure if the backend does not answer; then nothing is known
     */
    List<Observation> list(String node);

    /**
     * Pulls the image if it is not there, creates and starts. Adopts what exists under the
     * allocation's name: a created one is started, a running or ended one is left as it is.
     *
     * @return the workload as it is then
     * @throws ProviderFailure with its kind; whatever was created may be left for {@link #remove}
     */
    Observation launch(LaunchSpec spec);

    /**
     * Asks the workload to end (SIGTERM), kills it after the timeout, and returns when it has ended
     * or without waiting. Unknown or ended: nothing happens.
     *
     * @throws ProviderFailure if the backend does not answer
     */
    void stop(String node, AllocationId allocationId, Duration stopTimeout);

    /**
     * The last bytes of its output so far, stdout and stderr as they came; empty if unknown.
     *
     * @param maxBytes at least 1
     * @throws ProviderFailure if the backend does not answer
     */
    byte[] log(String node, AllocationId allocationId, int maxBytes);

    /**
     * Removes what is left of a workload, killing it if it runs. Unknown: nothing happens.
     *
     * @throws ProviderFailure if the backend does not answer
     */
    void remove(String node, AllocationId allocationId);

    /**
     * Calls back soon after a workload of this installation may have changed; a hint only, may be
     * late, repeated or missing. One listener at a time.
     */
    void watch(Consumer<AllocationId> listener);

    /** Stops watching and closes connections; workloads go on. */
    @Override
    void close();
}
