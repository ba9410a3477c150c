package dev.spotdock.runtime.message;

import dev.spotdock.kernel.message.Events;
import java.util.Arrays;
import java.util.List;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Appends events to the store with the rows they tell of, or fails. */
@Component
final class EventPublication implements Events {

    private final EventBus eventBus;

    /** Lazy, because handlers that publish are made before the bus. */
    EventPublication(@Lazy EventBus eventBus) {
        this.eventBus = eventBus;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException outside a command, a saga or {@link
     *     dev.spotdock.kernel.message.Transactions}: the events would not share the rows' fate
     */
    @Override
    public void publish(Object... events) {
        if (!CurrentUnitOfWork.isStarted()
                || !TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(
                    "events are published inside a command or Transactions.inTransaction, not"
                            + " outside");
        }
        List<EventMessage<Object>> messages =
                Arrays.stream(events).map(GenericEventMessage::asEventMessage).toList();
        eventBus.publish(messages);
    }
}
