package dev.spotdock.compute.workload;

import dev.spotdock.compute.LaunchWorkload;
import dev.spotdock.compute.StopWorkload;
import dev.spotdock.kernel.loop.Waker;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Stores what is wanted; the reconciler sees to it. */
@Component
class WorkloadIntents {

    private final Workloads workloads;
    private final Waker waker;

    WorkloadIntents(Workloads workloads, Waker waker) {
        this.workloads = workloads;
        this.waker = waker;
    }

    @CommandHandler
    void on(LaunchWorkload command) {
        if (workloads.add(command)) {
            wakeAfterCommit();
        }
    }

    @CommandHandler
    void on(StopWorkload command) {
        if (workloads.wantStopped(command)) {
            wakeAfterCommit();
        }
    }

    /** Not before: the reconciler would look, see nothing, and wait for its next turn. */
    private void wakeAfterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            waker.wake(WorkloadReconciler.NAME);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        waker.wake(WorkloadReconciler.NAME);
                    }
                });
    }
}
