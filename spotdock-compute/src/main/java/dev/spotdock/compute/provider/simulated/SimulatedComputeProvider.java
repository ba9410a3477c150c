package dev.spotdock.compute.provider.simulated;

import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.resources.Resources;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Nodes and workloads in memory: for trying SpotDock without an engine, and for tests.
 *
 * <p>Time comes from the clock alone, so that virtual time works. Latencies and failures follow
 * from the seed and the allocation's id. What a workload does is told by its command, see {@link
 * Behaviour}; images under {@code missing/} cannot be pulled. Workloads are lost when the process
 * ends: after a restart the running ones have vanished, like those of a node that lost its power.
 */
public final class SimulatedComputeProvider implements ComputeProvider {

    public static final String NAME = "simulated";

    /** What Docker needs at least; the same here, so that both refuse the same shapes. */
    private static final long MEMORY_MIB_MIN = 6;

    private static final String MISSING = "missing/";

    private final SimulatedProperties properties;
    private final InstantSource clock;
    private final UnaryOperator<List<OfferedNode>> changes;
    private final Hints hints = new Hints();
    private final Map<AllocationId, SimulatedWorkload> workloads = new ConcurrentHashMap<>();

    /**
     * A provider without workloads.
     *
     * @param changes makes of the configured nodes those that there are; asked again and again
     */
    public SimulatedComputeProvider(
            SimulatedProperties properties,
            InstantSource clock,
            UnaryOperator<List<OfferedNode>> changes) {
        this.properties = properties;
        this.clock = clock;
        this.changes = changes;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<OfferedNode> nodes() {
        Resources capacity = properties.capacity();
        return changes.apply(
                IntStream.rangeClosed(1, properties.nodes())
                        .mapToObj(i -> new OfferedNode("sim-" + i, properties.pool(), capacity))
                        .toList());
    }

    @Override
    public List<Observation> list(String node) {
        offered(node);
        Instant now = now();
        return workloads.values().stream()
                .filter(workload -> workload.spec().node().equals(node))
                .map(workload -> workload.at(now))
                .toList();
    }

    @Override
    public Observation launch(LaunchSpec spec) {
        SimulatedWorkload workload =
                workloads.computeIfAbsent(spec.allocationId(), _ -> created(spec));
        Instant end = workload.endsAt();
        hints.at(spec.allocationId(), until(workload.startsAt()));
        if (end != null) {
            hints.at(spec.allocationId(), until(end));
        }
        return workload.at(now());
    }

    private SimulatedWorkload created(LaunchSpec spec) {
        String image = spec.container().image();
        if (image.startsWith(MISSING)) {
            throw failure(ProviderFailure.Kind.IMAGE_UNAVAILABLE, "there is no image " + image);
        }
        Resources shape = spec.resources();
        if (!shape.fits(offered(spec.node()).capacity())
                || shape.cpuMillis() < 1
                || shape.memoryMiB() < MEMORY_MIB_MIN) {
            throw failure(
                    ProviderFailure.Kind.REFUSED,
                    "%s cannot take %s".formatted(spec.node(), shape));
        }
        Random random = random(spec.allocationId());
        if (random.nextInt(1000) < properties.failureRate()) {
            throw failure(ProviderFailure.Kind.REFUSED, "simulated failure");
        }
        long jitter = random.nextLong(properties.startJitter().toMillis() + 1);
        Instant startsAt = now().plus(properties.startLatency()).plusMillis(jitter);
        return new SimulatedWorkload(
                spec, Behaviour.of(spec.container().command()), startsAt, null, false);
    }

    @Override
    public void stop(String node, AllocationId allocationId, Duration stopTimeout) {
        SimulatedWorkload stopped =
                workloads.computeIfPresent(
                        allocationId, (_, workload) -> workload.stopped(now(), stopTimeout));
        Instant end = stopped == null ? null : stopped.endsAt();
        if (end != null) {
            hints.at(allocationId, until(end));
        }
    }

    @Override
    public byte[] log(String node, AllocationId allocationId, int maxBytes) {
        SimulatedWorkload workload = workloads.get(allocationId);
        byte[] bytes =
                (workload == null ? "" : workload.log(now())).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - maxBytes), bytes.length);
    }

    @Override
    public void remove(String node, AllocationId allocationId) {
        workloads.remove(allocationId);
    }

    @Override
    public void watch(Consumer<AllocationId> listener) {
        hints.to(listener);
    }

    @Override
    public void close() {
        hints.close();
    }

    private OfferedNode offered(String node) {
        return nodes().stream()
                .filter(offered -> offered.name().equals(node))
                .findFirst()
                .orElseThrow(() ->
                        failure(
                                ProviderFailure.Kind.UNREACHABLE,
                                "there is no simulated node " + node));
    }

    private Random random(AllocationId id) {
        long bits = id.value().getMostSignificantBits() ^ id.value().getLeastSignificantBits();
        return new Random(properties.seed() * 31 + bits);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Duration until(Instant instant) {
        return Duration.between(now(), instant);
    }

    private static ProviderFailure failure(ProviderFailure.Kind kind, String message) {
        @Nullable Throwable noCause = null;
        return new ProviderFailure(kind, message, noCause);
    }
}
