package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.spotdock.compute.image.ImageReference;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.InstallationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** Workloads as containers of one Docker Engine, which is one node. */
final class DockerComputeProvider implements ComputeProvider {

    private final Engine engine;
    private final DockerProperties properties;
    private final OwnContainers containers;
    private final ImagePull images;
    private final TenantNetwork network;
    private final ContainerLaunch launches;
    private final ContainerStops stops;
    private final EventWatch events;
    private volatile DockerNode node;

    DockerComputeProvider(Engine engine, DockerProperties properties, InstallationId installation) {
        this.engine = engine;
        this.properties = properties;
        containers = new OwnContainers(engine, installation, properties.node());
        images = new ImagePull(engine, ImagePull.PROGRESS_EVERY);
        network = new TenantNetwork(engine, installation, properties.network());
        launches =
                new ContainerLaunch(
                        engine, containers, new ContainerTranslation(properties, installation));
        stops = new ContainerStops(engine);
        events = new EventWatch(engine, installation);
        node = currentNode();
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public List<OfferedNode> nodes() {
        node = currentNode();
        return List.of(node.offered());
    }

    @Override
    public List<Observation> list(String nodeName) {
        return isThis(nodeName) ? known(containers::list) : List.of();
    }

    @Override
    public Observation launch(LaunchSpec spec) {
        try (var _ = MDC.putCloseable("bid", spec.bidId().toString());
                var _ = MDC.putCloseable("allocation", spec.allocationId().toString())) {
            Deadline deadline = Deadline.in(spec.timeout());
            Optional<Observation> adopted = adopted(spec);
            return adopted.isPresent() ? adopted.get() : launched(spec, deadline);
        } catch (DockerException e) {
            throw new ProviderFailure(Kind.REFUSED, EngineMessage.of(e), e);
        }
    }

    /** What runs or has ended needs neither image nor network any more. */
    private Optional<Observation> adopted(LaunchSpec spec) {
        return containers
                .find(spec.allocationId())
                .map(found -> containers.observation(spec.allocationId(), found))
                .filter(observation -> observation.phase() != Phase.CREATED);
    }

    private Observation launched(LaunchSpec spec, Deadline deadline) {
        node.objection(spec)
                .ifPresent(objection -> {
                    throw new ProviderFailure(Kind.REFUSED, objection, null);
                });
        ImageReference image = images.ensure(spec.container().image(), deadline);
        return launches.launch(spec, image, network.ensure(), deadline);
    }

    @Override
    public void stop(String nodeName, AllocationId allocationId, Duration stopTimeout) {
        find(nodeName, allocationId)
                .filter(found -> Boolean.TRUE.equals(found.getState().getRunning()))
                .ifPresent(found -> stops.stop(found.getId(), stopTimeout));
    }

    @Override
    public byte[] log(String nodeName, AllocationId allocationId, int maxBytes) {
        return find(nodeName, allocationId)
                .map(found -> known(() -> new ContainerLog(engine).tail(found.getId(), maxBytes)))
                .orElseGet(() -> new byte[0]);
    }

    @Override
    public void remove(String nodeName, AllocationId allocationId) {
        find(nodeName, allocationId).ifPresent(found -> known(() -> removed(found.getId())));
    }

    private boolean removed(String containerId) {
        try {
            engine.ask(client ->
                    client.removeContainerCmd(containerId)
                            .withForce(true)
                            .withRemoveVolumes(true)
                            .exec());
            return true;
        } catch (NotFoundException | ConflictException e) {
            return false; // gone, or about to be: somebody else removes it
        }
    }

    @Override
    public void watch(Consumer<AllocationId> listener) {
        events.tell(listener);
    }

    @Override
    public void close() {
        events.close();
        engine.close();
    }

    private DockerNode currentNode() {
        return known(
                () -> DockerNode.of(properties, engine.ask(client -> client.infoCmd().exec())));
    }

    private boolean isThis(String nodeName) {
        return nodeName.equals(properties.node());
    }

    private Optional<InspectContainerResponse> find(String nodeName, AllocationId allocationId) {
        return isThis(nodeName) ? known(() -> containers.find(allocationId)) : Optional.empty();
    }

    /** An error of the engine, where the workload is not to blame: nothing is known. */
    private <T> T known(Supplier<T> question) {
        try {
            return question.get();
        } catch (DockerException e) {
            throw engine.unreachable(EngineMessage.of(e), e);
        }
    }
}
