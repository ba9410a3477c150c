package dev.spotdock.web.broadcast;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Telling events to Kafka.
 *
 * @param bootstrapServers {@code host:port}, several with commas; unset or empty: nothing is told
 * @param createTopics whether topics that are not there are made
 * @param partitions of a topic that is made
 * @param replicas of a topic that is made; unset: as the broker does by default
 * @param keepFor how long a topic that is made keeps its events
 * @param deliveryTimeout how long brokers may take to acknowledge an event; then everything that
 *     was not acknowledged is sent again. Twice as long an instance keeps the lease to send
 * @param batchLimit events that are read at once; a few such batches are on their way at a time
 * @param warnAfter readiness warns when an event has waited for so long
 * @param schemaRegistry where the schemas of Avro are; without one events are JSON
 * @param properties handed on to Kafka's clients as they are, for example {@code security.protocol}
 */
@Validated
@ConfigurationProperties("spotdock.kafka")
record KafkaProperties(
        @Nullable String bootstrapServers,
        @DefaultValue("true") boolean createTopics,
        @DefaultValue("6") @Min(1) @Max(1_000) int partitions,
        @Min(1) @Max(15) @Nullable Integer replicas,
        @DefaultValue("7d") Duration keepFor,
        @DefaultValue("10s") Duration deliveryTimeout,
        @DefaultValue("1000") @Min(1) @Max(10_000) int batchLimit,
        @DefaultValue("1m") Duration warnAfter,
        @DefaultValue @Valid SchemaRegistry schemaRegistry,
        @DefaultValue Map<String, String> properties) {

    /**
     * An Apicurio Registry.
     *
     * @param url of its API, version 3, such as {@code https://registry/apis/registry/v3}; unset or
     *     empty: none
     * @param username for Basic authentication; unset: nobody logs in
     * @param password belongs to {@code username}
     * @param sslBundle one of {@code spring.ssl.bundle}: who is trusted, and who SpotDock is;
     *     unset: as the JDK does
     */
    record SchemaRegistry(
            @Pattern(regexp = "|https?://.+") @Nullable String url,
            @Nullable String username,
            @Nullable String password,
            @Nullable String sslBundle) {

        /** Without the login. */
        @Override
        public String toString() {
            return "SchemaRegistry[url=%s]".formatted(url);
        }
    }

    KafkaProperties {
        properties = Map.copyOf(properties);
    }

    /** Without the properties: there are passwords among them. */
    @Override
    public String toString() {
        return "KafkaProperties[bootstrapServers=%s]".formatted(bootstrapServers);
    }
}
