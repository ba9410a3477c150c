package dev.spotdock.compute.provider.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.spotdock.compute.spi.Await;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.Observation.Phase;
import dev.spotdock.compute.spi.ProviderScenario;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.InstallationId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Two installations on a real engine; closing takes away all that belongs to them. */
final class DockerScenario implements ProviderScenario {

    static final String IMAGE = "busybox:1.37";

    /** Room enough for many small containers, whatever the machine has. */
    private static final Map<String, String> ROOM = Map.of("cpu", "4", "memory", "2Gi");

    private final InstallationId installation = new InstallationId(UUID.randomUUID());
    private final InstallationId strangers = new InstallationId(UUID.randomUUID());
    private final DockerProperties properties;
    private final Engine engine;
    private final List<ComputeProvider> opened = new ArrayList<>();
    private final ComputeProvider provider;
    private final ComputeProvider stranger;

    DockerScenario() {
        this(Map.of());
    }

    DockerScenario(Map<String, String> settings) {
        properties = properties(settings);
        engine = Engine.connect(properties(Map.of()));
        provider = open(installation);
        stranger = open(strangers);
    }

    /** Settings bound as Spring binds them, names in kebab case. */
    static DockerProperties properties(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(ROOM);
        all.putAll(settings);
        Map<String, String> named = new HashMap<>();
        all.forEach((name, value) -> named.put("spotdock.compute.docker." + name, value));
        return new Binder(new MapConfigurationPropertySource(named))
                .bindOrCreate("spotdock.compute.docker", DockerProperties.class);
    }

    private ComputeProvider open(InstallationId id) {
        ComputeProvider open = DockerProviders.connect(properties, id);
        opened.add(open);
        return open;
    }

    /** Another process of the same installation, or the same one after a restart. */
    ComputeProvider another() {
        return open(installation);
    }

    InstallationId installation() {
        return installation;
    }

    Engine engine() {
        return engine;
    }

    DockerClient client() {
        return engine.client();
    }

    String networkName() {
        return new TenantNetwork(engine, installation, properties.network()).name();
    }

    @Override
    public ComputeProvider provider() {
        return provider;
    }

    @Override
    public ComputeProvider stranger() {
        return stranger;
    }

    ContainerSpec shell(String script, Map<String, String> env) {
        return new ContainerSpec(IMAGE, List.of("sh", "-c", script), env);
    }

    ContainerSpec shell(String script) {
        return shell(script, Map.of());
    }

    @Override
    public ContainerSpec runsOn() {
        return new ContainerSpec(IMAGE, List.of("sleep", "600"), Map.of());
    }

    @Override
    public ContainerSpec exits(int code) {
        return shell("exit $CODE", Map.of("CODE", Integer.toString(code)));
    }

    @Override
    public Printing prints(String text) {
        return new Printing(shell("echo \"$TEXT\"", Map.of("TEXT", text)), text + "\n");
    }

    /** A registry at a port where nobody listens. */
    @Override
    public ContainerSpec unavailable() {
        return new ContainerSpec("127.0.0.1:1/nobody/has-this:1", List.of(), Map.of());
    }

    LaunchSpec launch(ContainerSpec container) {
        LaunchSpec spec = allocation(container);
        provider.launch(spec);
        return spec;
    }

    /** As soon as it is in this phase. */
    Observation await(LaunchSpec spec, Phase phase) {
        return Await.until(
                        () ->
                                provider.list(spec.node()).stream()
                                        .filter(o -> o.allocationId().equals(spec.allocationId()))
                                        .toList(),
                        seen -> seen.size() == 1 && seen.getFirst().phase() == phase,
                        this::pause)
                .getFirst();
    }

    /** What it has printed when it has ended. */
    String output(ContainerSpec container) {
        LaunchSpec spec = launch(container);
        await(spec, Phase.ENDED);
        return new String(
                provider.log(spec.node(), spec.allocationId(), 100_000), StandardCharsets.UTF_8);
    }

    InspectContainerResponse inspect(LaunchSpec spec) {
        return client().inspectContainerCmd(ContainerTranslation.name(spec.allocationId())).exec();
    }

    /** All that the engine says of it, in its newest words, whatever docker-java knows of them. */
    JsonNode rawInspect(LaunchSpec spec) {
        String path = "/containers/" + ContainerTranslation.name(spec.allocationId()) + "/json";
        try {
            return new ObjectMapper().readTree(RawEngine.get(engine.host(), path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void pause() {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }

    @Override
    public void close() {
        List.of(installation, strangers).forEach(this::sweep);
        opened.forEach(ComputeProvider::close);
        engine.close();
    }

    private void sweep(InstallationId id) {
        Map<String, String> label = Map.of(Labels.INSTALLATION, id.toString());
        client().listContainersCmd().withShowAll(true).withLabelFilter(label).exec().stream()
                .forEach(container ->
                        client().removeContainerCmd(container.getId())
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec());
        client().listNetworksCmd().exec().stream()
                .filter(network -> id.toString().equals(network.labels.get(Labels.INSTALLATION)))
                .forEach(network -> client().removeNetworkCmd(network.getId()).exec());
    }
}
