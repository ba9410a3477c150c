package dev.spotdock.runtime.message;

import dev.spotdock.kernel.message.Command;
import dev.spotdock.kernel.message.Commands;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Sends commands over Axon's local bus, on the caller's thread. */
@Component
final class CommandDispatch implements Commands {

    private final CommandGateway gateway;

    /** Lazy, because handlers that send commands themselves are made before the bus. */
    CommandDispatch(@Lazy CommandGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public <R extends @Nullable Object> R send(Command<R> command) {
        try {
            return gateway.sendAndWait(command);
        } catch (CommandExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrownByHandler) {
                throw thrownByHandler;
            }
            throw e;
        }
    }
}
