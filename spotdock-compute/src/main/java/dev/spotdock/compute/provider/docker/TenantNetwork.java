package dev.spotdock.compute.provider.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import dev.spotdock.compute.provider.docker.DockerProperties.Reach;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.compute.spi.ProviderFailure.Kind;
import dev.spotdock.kernel.id.InstallationId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge network of an installation's workloads: {@code spotdock-} and the last 12 digits of
 * the installation's id, with {@code -outbound} if it leads out. On it no workload reaches another;
 * what else they reach is {@link Reach}. Made when it is missing; nobody removes it.
 */
final class TenantNetwork {

    private static final Logger LOG = LoggerFactory.getLogger(TenantNetwork.class);

    private static final String TALK_TO_EACH_OTHER = "com.docker.network.bridge.enable_icc";

    /** Leaves the bridge without an address, so that there is none of the host's to talk to. */
    private static final String NO_HOST_ADDRESS = "com.docker.network.bridge.inhibit_ipv4";

    private static final String BRIDGE_NAME = "com.docker.network.bridge.name";

    private final Engine engine;
    private final InstallationId installation;
    private final Reach reach;
    private final ReentrantLock creating = new ReentrantLock();

    TenantNetwork(Engine engine, InstallationId installation, Reach reach) {
        this.engine = engine;
        this.installation = installation;
        this.reach = reach;
    }

    String name() {
        return "spotdock-" + shortId() + (internal() ? "" : "-outbound");
    }

    boolean internal() {
        return reach == Reach.INTERNAL;
    }

    /**
     * The network's name; it exists and isolates. Asked before each launch, because {@code docker
     * network prune} takes it away when nothing runs.
     *
     * @throws ProviderFailure {@code REFUSED} if another network has its name
     */
    String ensure() {
        creating.lock();
        try {
            Network network = find().or(this::created).orElseThrow();
            if (!isolates(network)) {
                throw new ProviderFailure(
                        Kind.REFUSED,
                        "Docker network %s is not as SpotDock makes it: remove it"
                                .formatted(name()),
                        null);
            }
            return network.getName();
        } finally {
            creating.unlock();
        }
    }

    private Optional<Network> find() {
        return engine.find(client -> client.inspectNetworkCmd().withNetworkId(name()).exec());
    }

    private Optional<Network> created() {
        try {
            engine.ask(client ->
                    client.createNetworkCmd()
                            .withName(name())
                            .withDriver("bridge")
                            .withCheckDuplicate(true)
                            .withInternal(internal())
                            .withEnableIpv6(false)
                            .withAttachable(false)
                            .withOptions(options())
                            .withLabels(Map.of(Labels.INSTALLATION, installation.toString()))
                            .exec());
            LOG.info("Created Docker network {}, {}", name(), reach);
        } catch (ConflictException e) {
            LOG.debug("Network {} was created by somebody else meanwhile", name(), e);
        } catch (DockerException e) {
            // the same bridge name: another process of this installation was faster
            return Optional.of(find().orElseThrow(() -> e));
        }
        return find();
    }

    private Map<String, String> options() {
        return Map.of(
                TALK_TO_EACH_OTHER,
                "false",
                NO_HOST_ADDRESS,
                Boolean.toString(internal()),
                BRIDGE_NAME,
                (internal() ? "sd-" : "so-") + shortId());
    }

    private boolean isolates(Network network) {
        return installation.toString().equals(network.getLabels().get(Labels.INSTALLATION))
                && network.getOptions().entrySet().containsAll(options().entrySet())
                && Objects.equals(network.getInternal(), internal());
    }

    private String shortId() {
        String id = installation.toString();
        return id.substring(id.length() - 12);
    }
}
