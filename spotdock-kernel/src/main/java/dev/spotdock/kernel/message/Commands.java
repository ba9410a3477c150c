package dev.spotdock.kernel.message;

import org.jspecify.annotations.Nullable;

/** Sends commands; filled by the composition root. */
@FunctionalInterface
public interface Commands {

    /**
     * Dispatches and waits. Joins the caller's transaction if there is one, else opens one that is
     * committed when this returns.
     *
     * @return the handler's answer; null only for commands of {@link Void}
     * @throws RuntimeException what the handler threw; its transaction is then rolled back
     */
    <R extends @Nullable Object> R send(Command<R> command);
}
