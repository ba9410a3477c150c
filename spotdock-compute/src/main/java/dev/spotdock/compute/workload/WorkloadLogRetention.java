package dev.spotdock.compute.workload;

import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.loop.Waker;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Removes stored output that is old enough, a bounded number at a time. */
@Component
class WorkloadLogRetention implements Loop {

    private final WorkloadLogs logs;
    private final ComputeProperties properties;
    private final Waker waker;

    WorkloadLogRetention(WorkloadLogs logs, ComputeProperties properties, Waker waker) {
        this.logs = logs;
        this.properties = properties;
        this.waker = waker;
    }

    @Override
    public String name() {
        return "workload-logs";
    }

    @Override
    public Duration interval() {
        return properties.logCleanupInterval();
    }

    @Override
    public void runOnce(Instant now) {
        int limit = properties.logCleanupLimit();
        if (logs.removeBefore(now.minus(properties.logRetention()), limit) == limit) {
            waker.wake(name()); // there may be more
        }
    }
}
