package dev.spotdock.harness;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import kafka.server.BrokerServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real Kafka in this process: one broker, which is its own controller, on a port of its own. */
public final class KafkaBroker implements AutoCloseable {

    /** What SpotDock is to say of it, and nothing else of Kafka's own. */
    private static final String[] QUIET = {"kafka", "org.apache.kafka", "state.change.logger"};

    private final EmbeddedKafkaKraftBroker kafka;

    private KafkaBroker(EmbeddedKafkaKraftBroker kafka) {
        this.kafka = kafka;
    }

    /** Starts one without topics. */
    public static KafkaBroker start() {
        for (String name : QUIET) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.ERROR);
        }
        EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 1);
        // Nobody makes topics but who is meant to.
        kafka.brokerProperty("auto.create.topics.enable", "false");
        kafka.afterPropertiesSet();
        return new KafkaBroker(kafka);
    }

    /** Arguments that make SpotDock tell it events. */
    public String[] arguments() {
        return new String[] {
            "--spotdock.kafka.bootstrap-servers=" + bootstrapServers(),
            "--spotdock.kafka.delivery-timeout=2s",
            "--logging.level.kafka=error",
            "--logging.level.state.change.logger=error"
        };
    }

    public String bootstrapServers() {
        return kafka.getBrokersAsString();
    }

    /** An ordinary consumer, from the first record on; of a group of its own. */
    public KafkaConsumer<String, byte[]> consumer(String group) {
        return consumer(group, new ByteArrayDeserializer());
    }

    /** The same, with its own way to read values. */
    public <V> KafkaConsumer<String, V> consumer(String group, Deserializer<V> values) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new StringDeserializer(), values);
    }

    /** To look at topics; to be closed. */
    public Admin admin() {
        return Admin.create(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers()));
    }

    /** Nobody is served until {@link #startAgain}; what was stored is kept. */
    public void stop() {
        BrokerServer broker = broker();
        broker.shutdown();
        broker.awaitShutdown();
    }

    public void startAgain() {
        broker().startup();
    }

    private BrokerServer broker() {
        return Objects.requireNonNull(Objects.requireNonNull(kafka.getCluster()).brokers().get(0));
    }

    @Override
    public void close() {
        kafka.destroy();
    }
}
