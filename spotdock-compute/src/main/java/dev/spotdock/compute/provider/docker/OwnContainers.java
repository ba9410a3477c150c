package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.InstallationId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The containers of one installation, by label. No other is ever looked at. */
final class OwnContainers {

    /** A container that is going away and cannot be used or removed again. */
    private static final String REMOVING = "removing";

    private final Engine engine;
    private final InstallationId installation;
    private final String node;
    private final ImagePins images;

    /**
     * Last observations of running and ended containers, by container id: the listing has neither
     * instants nor exit codes, and an inspection each would cost a call per container and pass.
     * Holds no more than the last listing did.
     */
    private final Map<String, Observation> known = new ConcurrentHashMap<>();

    OwnContainers(Engine engine, InstallationId installation, String node) {
        this.engine = engine;
        this.installation = installation;
        this.node = node;
        images = new ImagePins(engine);
    }

    List<Observation> list() {
        List<Container> listed =
                engine.ask(client ->
                        client.listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(
                                        Map.of(Labels.INSTALLATION, installation.toString()))
                                .exec());
        known.keySet().retainAll(listed.stream().map(Container::getId).collect(Collectors.toSet()));
        return listed.stream().map(this::observed).flatMap(Optional::stream).toList();
    }

    /** This allocation's container, if it is there and ours. */
    Optional<InspectContainerResponse> find(AllocationId allocationId) {
        return inspect(ContainerTranslation.name(allocationId))
                .filter(found -> isOurs(found, allocationId));
    }

    Observation observation(AllocationId allocationId, InspectContainerResponse found) {
        Observation observation =
                ObservationTranslation.of(allocationId, node, found, images.of(found));
        if (observation.phase() != Phase.CREATED) {
            known.put(found.getId(), observation);
        }
        return observation;
    }

    private Optional<Observation> observed(Container listed) {
        String label = listed.getLabels().get(Labels.ALLOCATION);
        String state = Objects.toString(listed.getState(), "");
        if (label == null || state.equals(REMOVING)) {
            return Optional.empty();
        }
        Observation last = known.get(listed.getId());
        if (last != null && last.phase() == ObservationTranslation.phase(state)) {
            return Optional.of(last);
        }
        return inspect(listed.getId())
                .filter(found -> !REMOVING.equals(found.getState().getStatus()))
                .map(found -> observation(AllocationId.of(label), found));
    }

    private Optional<InspectContainerResponse> inspect(String nameOrId) {
        return engine.find(client -> client.inspectContainerCmd(nameOrId).exec());
    }

    private boolean isOurs(InspectContainerResponse found, AllocationId allocationId) {
        Map<String, String> labels =
                Objects.requireNonNullElse(found.getConfig().getLabels(), Map.of());
        return installation.toString().equals(labels.get(Labels.INSTALLATION))
                && allocationId.toString().equals(labels.get(Labels.ALLOCATION));
    }
}
