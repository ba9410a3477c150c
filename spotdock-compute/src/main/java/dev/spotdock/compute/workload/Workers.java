package dev.spotdock.compute.workload;

import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.springframework.stereotype.Component;

/**
 * Where work in the background runs: on virtual threads. A type of its own, because a bean of type
 * {@link Executor} would take the place of Spring Boot's.
 */
@Component
class Workers {

    private final Executor executor;

    Workers() {
        this(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("workloads-", 0).factory()));
    }

    Workers(Executor executor) {
        this.executor = executor;
    }

    void run(Runnable work) {
        executor.execute(work);
    }
}
