package dev.spotdock.runtime.message;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.updates.UpdateChecker;
import org.axonframework.updates.configuration.UsagePropertyProvider;
import org.jspecify.annotations.Nullable;

/** What Axon really runs on. A wrong one is easily slipped in, works, and loses data. */
record StoresInUse(List<String> wrong) {

    /** After the processors were made, before any of them starts. */
    static final int PHASE = Integer.MIN_VALUE + 1;

    static StoresInUse of(Configuration axon) {
        List<String> wrong = new ArrayList<>();
        expect(wrong, "event store", WakingEventStore.class, axon.eventBus());
        expect(wrong, JdbcEventStorageEngine.class, axon.getComponent(EventStorageEngine.class));
        expect(wrong, JdbcTokenStore.class, axon.getComponent(TokenStore.class));
        expect(wrong, JdbcSagaStore.class, axon.getComponent(SagaStore.class));
        expect(wrong, JoiningTransactionManager.class, axon.getComponent(TransactionManager.class));
        expect(wrong, "serializer", Jackson3Serializer.class, axon.serializer());
        expect(wrong, "event serializer", Jackson3Serializer.class, axon.eventSerializer());
        expect(wrong, "message serializer", Jackson3Serializer.class, axon.messageSerializer());
        for (EventProcessor processor :
                axon.eventProcessingConfiguration().eventProcessors().values()) {
            expect(
                    wrong,
                    "processor " + processor.getName(),
                    PooledStreamingEventProcessor.class,
                    processor);
        }
        if (axon.getComponent(UpdateChecker.class, () -> null) != null
                || !Boolean.TRUE.equals(UsagePropertyProvider.create().getDisabled())) {
            wrong.add("Axon's update check is on");
        }
        return new StoresInUse(List.copyOf(wrong));
    }

    private static void expect(List<String> wrong, Class<?> expected, @Nullable Object actual) {
        expect(wrong, "", expected, actual);
    }

    private static void expect(
            List<String> wrong, String what, Class<?> expected, @Nullable Object actual) {
        if (!expected.isInstance(actual)) {
            wrong.add(
                    "%s: expected %s but found %s"
                            .formatted(
                                    what,
                                    expected.getSimpleName(),
                                    actual == null ? "none" : actual.getClass().getName()));
        }
    }

    /**
     * Passes if events, tokens and sagas are kept in PostgreSQL and nothing is reported outside.
     *
     * @throws IllegalStateException names everything that is wrong; the start then fails
     */
    void expectPostgresOnly() {
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("Axon is set up wrongly: " + String.join("; ", wrong));
        }
    }
}
