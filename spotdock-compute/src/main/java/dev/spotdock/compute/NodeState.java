package dev.spotdock.compute;

/** Whether a node can take work, and what is to become of what it has. */
public enum NodeState {
    READY,
    /** An operator lets it take no new work. */
    CORDONED,
    /** Takes no new work, and what it has is being stopped or cleared away. */
    DRAINING,
    /** Takes no new work and has none. */
    DRAINED,
    /** Its provider does not report it, or does not answer; whatever an operator wants of it. */
    LOST
}
