package dev.spotdock.runtime.message;

import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.springframework.stereotype.Component;

/**
 * Every processing group, sagas included, gets a pooled streaming processor that reads the store
 * from its very start and rolls a batch back when a handler fails: nothing is lost, it is delivered
 * again.
 */
@Component
final class EventProcessingSetup implements ConfigurerModule {

    /** Before the first event of the store, whose index starts at 1: late commits become gaps. */
    static final GapAwareTrackingToken START =
            GapAwareTrackingToken.newInstance(0, Collections.emptySortedSet());

    /** A claim is renewed this many times while it lasts: each is a transaction. */
    private static final int RENEWALS = 3;

    private final EventProperties properties;

    EventProcessingSetup(EventProperties properties) {
        this.properties = properties;
    }

    @Override
    public void configureModule(Configurer configurer) {
        configurer.eventProcessing(this::configure);
        configurer.onInitialize(axon ->
                axon.onStart(StoresInUse.PHASE, () -> StoresInUse.of(axon).expectPostgresOnly()));
    }

    private void configure(EventProcessingConfigurer processing) {
        processing
                .registerEventProcessorFactory(this::processor)
                .registerDefaultErrorHandler(axon -> PropagatingErrorHandler.instance())
                .registerDefaultListenerInvocationErrorHandler(
                        axon -> PropagatingErrorHandler.instance())
                .registerDefaultSequencingPolicy(axon -> new BidSequencing());
    }

    private EventProcessor processor(
            String name, Configuration axon, EventHandlerInvoker eventHandlers) {
        EventProperties.ProcessorProperties processor = properties.processor(name);
        return PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(eventHandlers)
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .errorHandler(PropagatingErrorHandler.instance())
                .messageSource(axon.getComponent(EventStore.class))
                .tokenStore(axon.getComponent(TokenStore.class))
                .transactionManager(axon.getComponent(TransactionManager.class))
                .coordinatorExecutor(executor(axon, 1, "coordinator-" + name))
                .workerExecutor(executor(axon, processor.segments(), "events-" + name))
                .initialSegmentCount(processor.segments())
                .initialToken(source -> START)
                .batchSize(processor.batchSize())
                .claimExtensionThreshold(properties.claimTimeout().dividedBy(RENEWALS).toMillis())
                .build();
    }

    private static ScheduledExecutorService executor(Configuration axon, int threads, String name) {
        ScheduledExecutorService executor =
                Executors.newScheduledThreadPool(threads, new AxonThreadFactory(name));
        axon.onShutdown(executor::shutdown);
        return executor;
    }
}
