package dev.spotdock.compute.workload;

/** How far a workload came, as its row says; it only ever goes forward. */
enum Phase {
    PENDING,
    RUNNING,
    ENDED
}
