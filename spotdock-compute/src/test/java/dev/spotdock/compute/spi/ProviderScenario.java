package dev.spotdock.compute.spi;

import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.util.UUID;

/**
 * What {@link ComputeProviderContract} needs of a backend: a provider with at least one node, and
 * workloads that behave in a known way there. Made for one test, closed after it.
 */
public interface ProviderScenario extends AutoCloseable {

    /** The provider under test, always the same one. */
    ComputeProvider provider();

    /** A provider of another installation on the same backend, always the same one. */
    ComputeProvider stranger();

    /** Runs until it is stopped. */
    ContainerSpec runsOn();

    /** Ends by itself soon, with this exit code. */
    ContainerSpec exits(int code);

    /** Prints and ends by itself soon; the text reaches it through its command and env. */
    Printing prints(String text);

    /** Names an image that nobody has. */
    ContainerSpec unavailable();

    /** Lets a moment pass between two looks. */
    void pause();

    /** Removes what the test made and closes the providers. */
    @Override
    void close();

    /** A shape that fits the node many times. */
    default Resources shape() {
        return new Resources(100, 16, 0);
    }

    /** The node that the workloads of the contract go to. */
    default OfferedNode node() {
        return provider().nodes().getFirst();
    }

    /** A new allocation of this container in the small shape. */
    default LaunchSpec allocation(ContainerSpec container) {
        return allocation(container, shape());
    }

    default LaunchSpec allocation(ContainerSpec container, Resources resources) {
        return new LaunchSpec(
                new AllocationId(UUID.randomUUID()),
                new BidId(UUID.randomUUID()),
                node().name(),
                resources,
                container,
                Duration.ofSeconds(30));
    }

    /**
     * A workload that prints.
     *
     * @param log all that its log holds at the end
     */
    record Printing(ContainerSpec container, String log) {}
}
