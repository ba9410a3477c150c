package dev.spotdock.kernel.message;

/** Publishes facts; filled by the composition root. */
@FunctionalInterface
public interface Events {

    /** Appends events, in order, to the event store in the caller's transaction. */
    void publish(Object... events);
}
