package dev.spotdock.compute.workload;

import dev.spotdock.compute.settings.ComputeProperties;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** The nodes' passes: at most one per node at a time, the slow ones left to themselves. */
@Component
class Passes {

    private final Workers workers;
    private final long patienceMillis;
    private final Map<String, CompletableFuture<Void>> underWay = new HashMap<>();

    Passes(Workers workers, ComputeProperties properties) {
        this.workers = workers;
        this.patienceMillis = properties.passPatience().toMillis();
    }

    /**
     * Starts those whose predecessor has finished, and waits for them, within bounds.
     *
     * @throws RuntimeException the first failure of a pass that finished, after all were looked at
     */
    synchronized void run(Map<String, Runnable> passes) {
        List<CompletableFuture<Void>> started = new ArrayList<>();
        passes.forEach((node, pass) -> {
            if (!underWay.containsKey(node)) {
                started.add(CompletableFuture.runAsync(pass, workers::run));
                underWay.put(node, started.getLast());
            }
        });
        await(started);
        throwFailures(takeFinished());
    }

    private void await(List<CompletableFuture<Void>> started) {
        var all = CompletableFuture.allOf(started.toArray(CompletableFuture[]::new));
        try {
            all.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Failures are taken from the passes themselves; the slow ones are asked next time.
            return;
        }
    }

    private List<CompletableFuture<Void>> takeFinished() {
        List<CompletableFuture<Void>> finished = new ArrayList<>();
        for (var passes = underWay.values().iterator(); passes.hasNext(); ) {
            CompletableFuture<Void> pass = passes.next();
            if (pass.isDone()) {
                finished.add(pass);
                passes.remove();
            }
        }
        return finished;
    }

    private static void throwFailures(List<CompletableFuture<Void>> finished) {
        List<RuntimeException> failures = new ArrayList<>();
        for (CompletableFuture<Void> pass : finished) {
            try {
                pass.join();
            } catch (CompletionException e) {
                failures.add(e.getCause() instanceof RuntimeException cause ? cause : e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }
}
