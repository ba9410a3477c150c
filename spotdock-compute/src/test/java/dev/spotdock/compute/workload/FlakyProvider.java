package dev.spotdock.compute.workload;

import dev.spotdock.compute.provider.simulated.SimulatedComputeProvider;
import dev.spotdock.compute.provider.simulated.SimulatedProperties;
import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.compute.spi.LaunchSpec;
import dev.spotdock.compute.spi.Observation;
import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.compute.spi.ProviderFailure;
import dev.spotdock.kernel.id.AllocationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The simulated provider, its calls recorded, its answers sometimes missing. */
final class FlakyProvider implements ComputeProvider {

    final List<String> calls = new CopyOnWriteArrayList<>();

    /** Nothing answers. */
    volatile boolean unreachable;

    /** Happens in the middle of a launch, before anything is created. */
    volatile Consumer<LaunchSpec> beforeLaunch = _ -> {};

    /** Happens in the middle of a launch, when it runs already. */
    volatile Consumer<LaunchSpec> afterLaunch = _ -> {};

    /** Happens just before something is removed. */
    volatile Consumer<AllocationId> beforeRemove = _ -> {};

    /** Happens after the nodes were looked at, before anybody knows. */
    volatile Runnable afterNodes = () -> {};

    /** Launches fail with this. */
    volatile ProviderFailure.@Nullable Kind launchFailure;

    private final SimulatedComputeProvider simulated;

    FlakyProvider(InstantSource clock, UnaryOperator<List<OfferedNode>> changes) {
        SimulatedProperties properties =
                new SimulatedProperties(
                        1, "default", "8", "32Gi", Duration.ZERO, Duration.ZERO, 0, 1);
        simulated = new SimulatedComputeProvider(properties, clock, changes);
    }

    /** As if somebody had removed it by hand. */
    void vanish(AllocationId id) {
        simulated.remove("sim-1", id);
    }

    /** As if somebody else had launched it. */
    void runs(LaunchSpec spec) {
        simulated.launch(spec);
    }

    List<String> calls(String kind) {
        return calls.stream().filter(call -> call.startsWith(kind)).toList();
    }

    @Override
    public String name() {
        return simulated.name();
    }

    @Override
    public List<OfferedNode> nodes() {
        check();
        List<OfferedNode> nodes = simulated.nodes();
        afterNodes.run();
        return nodes;
    }

    @Override
    public List<Observation> list(String node) {
        check();
        return simulated.list(node);
    }

    @Override
    public Observation launch(LaunchSpec spec) {
        calls.add("launch " + spec.allocationId());
        beforeLaunch.accept(spec);
        check();
        ProviderFailure.Kind failure = launchFailure;
        if (failure != null) {
            throw new ProviderFailure(failure, "as the test wants it", null);
        }
        Observation launched = simulated.launch(spec);
        afterLaunch.accept(spec);
        return launched;
    }

    @Override
    public void stop(String node, AllocationId allocationId, Duration stopTimeout) {
        calls.add("stop " + allocationId);
        check();
        simulated.stop(node, allocationId, stopTimeout);
    }

    @Override
    public byte[] log(String node, AllocationId allocationId, int maxBytes) {
        calls.add("log " + allocationId);
        check();
        return simulated.log(node, allocationId, maxBytes);
    }

    @Override
    public void remove(String node, AllocationId allocationId) {
        calls.add("remove " + allocationId);
        check();
        beforeRemove.accept(allocationId);
        simulated.remove(node, allocationId);
    }

    @Override
    public void watch(Consumer<AllocationId> listener) {}

    @Override
    public void close() {
        simulated.close();
    }

    private void check() {
        if (unreachable) {
            throw new ProviderFailure(
                    ProviderFailure.Kind.UNREACHABLE, "as the test wants it", null);
        }
    }
}
