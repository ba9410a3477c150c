package dev.spotdock.runtime.message;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.CommandGroup;
import dev.spotdock.kernel.message.CommandGroup.Answer;
import dev.spotdock.kernel.message.Commands;
import java.util.List;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sends commands over Axon's local bus: on the caller's thread, or with others of their group where
 * the caller has no transaction.
 */
@Component
final class CommandDispatch implements Commands, SmartLifecycle {

    private final CommandGateway gateway;
    private final List<? extends GroupCommit<?>> groups;
    private volatile boolean running;

    /** Lazy, because handlers that send commands themselves are made before the bus. */
    CommandDispatch(@Lazy CommandGateway gateway, List<CommandGroup<?>> groups) {
        this.gateway = gateway;
        this.groups =
                groups.stream().map(group -> new GroupCommit<>(group, this::dispatch)).toList();
    }

    @Override
    public <R extends @Nullable Object> R send(Command<R> command) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            for (GroupCommit<?> group : groups) {
                if (group.takes(command)
                        && group.send(command) instanceof Answer.Handled(var answer)) {
                    return answered(answer);
                }
            }
        }
        return dispatch(command);
    }

    /** The handler's answer is of the type that the command names. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    private static <R extends @Nullable Object> R answered(@Nullable Object answer) {
        return (R) answer;
    }

    private <R extends @Nullable Object> R dispatch(Command<R> command) {
        try {
            return gateway.sendAndWait(command);
        } catch (CommandExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrownByHandler) {
                throw thrownByHandler;
            }
            throw e;
        }
    }

    /** How many commands wait for the next commit of their group. */
    int gathered() {
        return groups.stream().mapToInt(GroupCommit::gathered).sum();
    }

    @Override
    public void start() {
        groups.forEach(GroupCommit::start);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        groups.forEach(GroupCommit::stop);
    }

    /** Stops after the web server has answered its last request, and before the database. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
