package dev.spotdock.kernel.message;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction around several steps, for callers that are no command handler; filled by the
 * composition root.
 *
 * <p>Use this and not Spring's template where commands are sent or events published inside: event
 * processors are then told after the commit, not before it.
 */
public interface Transactions {

    /**
     * Runs the work in the caller's transaction if there is one, else in one that is committed when
     * this returns. Commands sent inside join it.
     *
     * @return what the work yields
     * @throws RuntimeException what the work threw; everything is then rolled back
     */
    <T extends @Nullable Object> T inTransaction(Supplier<T> work);

    /**
     * Lets the current transaction end without effect although its work returns normally, for
     * example because a command was refused.
     *
     * @throws IllegalStateException outside {@link #inTransaction}
     */
    void rollbackOnly();
}
