package dev.spotdock.web.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.feed.EventSchemas;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.ssl.SslBundles;

class KafkaClientsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String PASSWORD = "4u-Hh7-secret-of-the-broker";

    private static KafkaProperties settings(Map<String, String> properties) {
        return new KafkaProperties(
                "localhost:1",
                true,
                6,
                null,
                Duration.ofDays(7),
                Duration.ofSeconds(10),
                1_000,
                Duration.ofMinutes(1),
                new KafkaProperties.SchemaRegistry("https://registry", "spotdock", PASSWORD, null),
                properties);
    }

    private static Map<String, Object> config(Map<String, String> properties) {
        return config(settings(properties));
    }

    private static Map<String, Object> config(KafkaProperties settings) {
        EventValues values =
                new EventValues(settings, web.bean(EventSchemas.class), web.bean(SslBundles.class));
        return new KafkaClients(settings).relayProducers(values).getConfigurationProperties();
    }

    @Test
    void whatIsPromisedCannotBeConfiguredAway() {
        assertThat(
                        config(
                                Map.of(
                                        ProducerConfig.ACKS_CONFIG, "0",
                                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false",
                                        ProducerConfig.RETRIES_CONFIG, "0",
                                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "900000")))
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE)
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    }

    @Test
    void theRestIsHandedOn() {
        assertThat(config(Map.of("security.protocol", "SASL_SSL", "compression.type", "lz4")))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("compression.type", "lz4");
    }

    @Test
    void noPasswordIsShown() {
        KafkaProperties settings = settings(Map.of("ssl.key.password", PASSWORD));
        assertThat(settings.toString()).doesNotContain(PASSWORD);
        assertThat(settings.schemaRegistry().toString()).doesNotContain(PASSWORD);
        Map<String, Object> config = new HashMap<>(config(settings));
        config.put("key.serializer", StringSerializer.class);
        config.put("value.serializer", StringSerializer.class);
        assertThat(new ProducerConfig(config).values().toString()).doesNotContain(PASSWORD);
    }
}
