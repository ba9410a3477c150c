package dev.spotdock.compute.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.compute.spi.Await;
import dev.spotdock.kernel.id.AllocationId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With real threads: what is slow holds up nothing else. */
class SlowProviderTests {

    private final World world = new World(true);
    private final CountDownLatch pulled = new CountDownLatch(1);

    @AfterEach
    void close() {
        pulled.countDown();
        world.close();
    }

    @Test
    void slowLaunchHoldsUpNeitherTheOthersNorTheNextPass() {
        AllocationId slow = new AllocationId(UUID.randomUUID());
        world.provider.beforeLaunch =
                spec -> {
                    if (spec.allocationId().equals(slow)) {
                        await(pulled);
                    }
                };
        world.tick();
        world.send(world.intent(slow, "any", "serve"));
        world.tick();
        AllocationId quick = world.launch("serve");
        until(() -> world.told(quick).equals(List.of("started")));
        assertThat(world.told(slow)).isEmpty();
        assertThat(world.provider.calls("launch " + slow)).hasSize(1);
        pulled.countDown();
        until(() -> world.told(slow).equals(List.of("started")));
    }

    @Test
    void launchesAtOnceAreBoundedAndTheOthersFollow() {
        world.provider.beforeLaunch = _ -> await(pulled);
        world.tick();
        List<AllocationId> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            all.add(world.launch("serve"));
        }
        until(() -> world.provider.calls("launch").size() == 8);
        world.tick(3);
        assertThat(world.provider.calls("launch")).hasSize(8);
        pulled.countDown();
        until(() -> all.stream().allMatch(id -> world.told(id).equals(List.of("started"))));
        assertThat(world.provider.calls("launch")).hasSize(20);
        assertThat(world.woken).hasSizeGreaterThan(20); // room was told of
    }

    private void until(java.util.function.BooleanSupplier condition) {
        var _ = Await.until(condition::getAsBoolean, Boolean::booleanValue, world::tick);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
