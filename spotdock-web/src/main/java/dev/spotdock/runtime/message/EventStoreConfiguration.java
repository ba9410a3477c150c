package dev.spotdock.runtime.message;

import java.lang.management.ManagementFactory;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;
import org.axonframework.eventhandling.tokenstore.jdbc.TokenSchema;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.modelling.saga.repository.SagaStore;
import org.axonframework.modelling.saga.repository.jdbc.JdbcSagaStore;
import org.axonframework.modelling.saga.repository.jdbc.PostgresSagaSqlSchema;
import org.axonframework.modelling.saga.repository.jdbc.SagaSchema;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.StringUtils;

/**
 * Axon's stores in PostgreSQL, schema {@code axon}, on the connection of Spring's transaction. Made
 * by hand: Axon's own auto-configuration would take JPA, whose large objects leak, or under Boot
 * 4's package names silently no transactions at all.
 */
@Configuration(proxyBeanMethods = false)
class EventStoreConfiguration {

    private final EventProperties properties;

    EventStoreConfiguration(EventProperties properties) {
        this.properties = properties;
    }

    @Bean
    TransactionManager axonTransactionManager(PlatformTransactionManager transactionManager) {
        return new JoiningTransactionManager(transactionManager);
    }

    @Bean
    ConnectionProvider axonConnectionProvider(DataSource dataSource) {
        return new SpringDataSourceConnectionProvider(dataSource);
    }

    @Bean
    EventStorageEngine eventStorageEngine(
            ConnectionProvider connections,
            TransactionManager transactions,
            Serializer serializer,
            @Qualifier("eventSerializer") Serializer eventSerializer) {
        return JdbcEventStorageEngine.builder()
                .connectionProvider(connections)
                .transactionManager(transactions)
                .snapshotSerializer(serializer)
                .eventSerializer(eventSerializer)
                .dataType(byte[].class)
                .schema(eventSchema())
                .maxGapOffset(properties.maxGapOffset())
                .gapTimeout(Math.toIntExact(properties.gapTimeout().toMillis()))
                .build();
    }

    @Bean(name = "eventBus")
    @Qualifier("eventStore") EventStore eventStore(EventStorageEngine storageEngine, JdbcClient jdbc) {
        return new WakingEventStore(storageEngine, new CommitWatch(jdbc), properties.fetchDelay());
    }

    @Bean
    TokenStore tokenStore(
            ConnectionProvider connections, Serializer serializer, Environment environment) {
        return JdbcTokenStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .contentType(byte[].class)
                .claimTimeout(properties.claimTimeout())
                .nodeId(nodeId(environment))
                .schema(
                        TokenSchema.builder()
                                .setTokenTable("axon.token_entry")
                                .setProcessorNameColumn("processor_name")
                                .setTokenTypeColumn("token_type")
                                .setTimestampColumn("time_stamp")
                                .build())
                .build();
    }

    @Bean
    SagaStore<Object> sagaStore(ConnectionProvider connections, Serializer serializer) {
        return JdbcSagaStore.builder()
                .connectionProvider(connections)
                .serializer(serializer)
                .sqlSchema(
                        new PostgresSagaSqlSchema(
                                SagaSchema.builder()
                                        .sagaEntryTable("axon.saga_entry")
                                        .associationValueEntryTable("axon.association_value_entry")
                                        .sagaIdColumn("saga_id")
                                        .sagaTypeColumn("saga_type")
                                        .serializedSagaColumn("serialized_saga")
                                        .associationKeyColumn("association_key")
                                        .associationValueColumn("association_value")
                                        .build()))
                .build();
    }

    private static EventSchema eventSchema() {
        return EventSchema.builder()
                .eventTable("axon.domain_event_entry")
                .globalIndexColumn("global_index")
                .eventIdentifierColumn("event_identifier")
                .aggregateIdentifierColumn("aggregate_identifier")
                .sequenceNumberColumn("sequence_number")
                .typeColumn("type")
                .payloadTypeColumn("payload_type")
                .payloadRevisionColumn("payload_revision")
                .payloadColumn("payload")
                .metaDataColumn("meta_data")
                .timestampColumn("time_stamp")
                .build();
    }

    private String nodeId(Environment environment) {
        if (properties.nodeId() != null) {
            return properties.nodeId();
        }
        return StringUtils.hasText(environment.getProperty("spring.datasource.url"))
                ? ManagementFactory.getRuntimeMXBean().getName()
                : "embedded";
    }
}
