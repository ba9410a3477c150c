package dev.spotdock.compute.workload;

import dev.spotdock.compute.spi.ComputeProvider;
import dev.spotdock.kernel.loop.Waker;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks at once when the provider hints that something changed. */
@Component
class ProviderHints implements SmartLifecycle {

    private final ComputeProvider provider;
    private final Waker waker;

    private volatile boolean running;

    ProviderHints(ComputeProvider provider, Waker waker) {
        this.provider = provider;
        this.waker = waker;
    }

    @Override
    public void start() {
        running = true;
        provider.watch(_ -> hint());
    }

    private void hint() {
        if (running) {
            waker.wake(WorkloadReconciler.NAME);
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
