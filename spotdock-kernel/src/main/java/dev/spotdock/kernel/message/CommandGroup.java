package dev.spotdock.kernel.message;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Commands that cost less together: those of one group that are sent at the same time, outside of
 * transactions, are handled in one. A bean of the module whose commands they are.
 *
 * @param <C> the commands
 */
public interface CommandGroup<C extends Command<?>> {

    /** All commands of this type belong to it; it is that of {@code C}. */
    Class<?> type();

    /** As many are handled in one transaction at most. */
    int sizeMax();

    /**
     * Handles commands in one transaction, in their order.
     *
     * @param commands 1 to {@link #sizeMax}
     * @return their answers, in the same order
     * @throws RuntimeException nothing was done, each has to be sent alone
     */
    List<Answer> send(Commands bus, List<C> commands);

    /** What became of one command. */
    sealed interface Answer {

        /**
         * It was handled.
         *
         * @param value what its handler answered
         */
        record Handled(@Nullable Object value) implements Answer {}

        /** Nothing was done: it has to be sent alone. */
        record Alone() implements Answer {}
    }
}
