package dev.spotdock.compute;

/** Whether a node can take work. */
public enum NodeState {
    READY,
    /** Its provider does not report it, or does not answer. */
    LOST
}
