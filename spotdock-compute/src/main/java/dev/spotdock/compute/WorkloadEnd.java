package dev.spotdock.compute;

/** How a workload came to its end. */
public enum WorkloadEnd {
    /** By itself, with an exit code. */
    EXITED,
    /** The kernel killed it at its memory limit. */
    OOM_KILLED,
    /** Because it was told to, running or not. */
    STOPPED,
    /** Never started: no such image, or the registry refuses it; trying again cannot help. */
    IMAGE_PULL_FAILED,
    /** Never started: the allow-list does not name the image. */
    IMAGE_NOT_ALLOWED,
    /** Never started, for a reason that may pass, the start deadline included. */
    START_FAILED,
    /** Its node, or the container itself, is gone. */
    NODE_LOST
}
