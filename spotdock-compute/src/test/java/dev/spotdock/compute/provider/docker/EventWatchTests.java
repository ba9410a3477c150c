package dev.spotdock.compute.provider.docker;

import dev.spotdock.compute.spi.Await;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.InstallationId;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class EventWatchTests {

    @Test
    void aStreamThatBreaksIsOpenedAgain() throws IOException {
        AllocationId first = new AllocationId(UUID.randomUUID());
        AllocationId second = new AllocationId(UUID.randomUUID());
        Collection<AllocationId> told = new ConcurrentLinkedQueue<>();
        try (FakeEngine fake = new FakeEngine();
                Engine engine = Engine.connect(fake.properties());
                EventWatch watch = new EventWatch(engine, new InstallationId(UUID.randomUUID()))) {
            fake.on("/events", 200, event(first) + "{\"Type\":\"container\"}\n");
            watch.tell(told::add);
            Await.until(() -> told, seen -> seen.contains(first), EventWatchTests::pause);
            fake.on("/events", 500, "{\"message\":\"restarting\"}");
            int asked = fake.asked().size();
            Await.until(() -> fake.asked().size(), n -> n > asked, EventWatchTests::pause);
            fake.hangs("/events", event(second));
            Await.until(() -> told, seen -> seen.contains(second), EventWatchTests::pause);
        }
    }

    private static String event(AllocationId allocationId) {
        return """
        {"Type":"container","Action":"die","Actor":{"ID":"c","Attributes":{"spotdock.allocation":"%s"}}}
        """
                .formatted(allocationId);
    }

    private static void pause() {
        LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
}
