package dev.spotdock.auctions;

/** How an allocation's workload came to its end. */
public enum AllocationEnd {
    /** By itself, with an exit code. */
    EXITED,
    /** The kernel killed it at its memory limit. */
    OOM_KILLED,
    /** Because it was told to. */
    STOPPED,
    /** Never started: no such image, or the registry refuses it; trying again cannot help. */
    IMAGE_PULL_FAILED,
    /** Never started: the provider's allow-list does not name the image. */
    IMAGE_NOT_ALLOWED,
    /** Never started, for a reason that may pass: another attempt is worth it. */
    START_FAILED,
    /** Its node is gone. */
    NODE_LOST
}
