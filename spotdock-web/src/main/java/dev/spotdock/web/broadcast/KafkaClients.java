package dev.spotdock.web.broadcast;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/** How SpotDock speaks with Kafka. None of it connects before it is used. */
@WithKafka
@Configuration(proxyBeanMethods = false)
class KafkaClients {

    private static final String CLIENT_ID = "spotdock";

    /** A broker that is away is not asked more often than this. */
    private static final Duration RECONNECT_PAUSE_MAX = Duration.ofSeconds(5);

    private final KafkaProperties settings;

    KafkaClients(KafkaProperties settings) {
        this.settings = settings;
    }

    /**
     * What is sent is acknowledged by all replicas, is not written twice by retries, and keeps its
     * order per partition. None of that can be configured away.
     */
    @Bean
    DefaultKafkaProducerFactory<String, byte[]> relayProducers(EventValues values) {
        Map<String, Object> config = common();
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        config.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(settings.deliveryTimeout()));
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(half()));
        DefaultKafkaProducerFactory<String, byte[]> producers =
                new DefaultKafkaProducerFactory<>(
                        config, StringSerializer::new, values::serializer);
        // Whoever closes one does so because it must not send anything any more.
        producers.setPhysicalCloseTimeout(0);
        return producers;
    }

    /** A client that makes topics; to be closed. */
    Admin admin() {
        Map<String, Object> config = common();
        config.put(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis(settings.deliveryTimeout()));
        return Admin.create(config);
    }

    private Map<String, Object> common() {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, CLIENT_ID);
        config.put(
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, millis(RECONNECT_PAUSE_MAX));
        config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        config.putAll(settings.properties());
        config.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                String.valueOf(settings.bootstrapServers()));
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(half()));
        return config;
    }

    /** So that a request that is lost can be sent again in time. */
    private Duration half() {
        return settings.deliveryTimeout().dividedBy(2);
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
