package dev.spotdock.auctions;

/** What becomes of a bid whose workload was evicted or lost with its node. */
public enum OnEviction {
    REQUEUE,
    TERMINATE
}
