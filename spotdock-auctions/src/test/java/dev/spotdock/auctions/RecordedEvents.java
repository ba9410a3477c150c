package dev.spotdock.auctions;

import dev.spotdock.kernel.message.Events;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What was published and committed, in order. */
public final class RecordedEvents implements Events {

    public final List<Object> committed = new CopyOnWriteArrayList<>();

    @Override
    public void publish(Object... events) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        committed.addAll(List.of(events));
                    }
                });
    }

    public <T> List<T> of(Class<T> type) {
        return committed.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
