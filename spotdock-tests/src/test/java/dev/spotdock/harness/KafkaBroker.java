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

    private static final String ADMIN_PASSWORD = "broker-5e1a";
    private static final String PLAIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"admin\" password=\"%s\"".formatted(ADMIN_PASSWORD);

    private final EmbeddedKafkaKraftBroker kafka;

    /** How who may do everything logs in. */
    private final Map<String, String> login;

    private KafkaBroker(EmbeddedKafkaKraftBroker kafka, Map<String, String> login) {
        this.kafka = kafka;
        this.login = login;
    }

    private static void quiet() {
        for (String name : QUIET) {
            ((Logger) LoggerFactory.getLogger(name)).setLevel(Level.ERROR);
        }
    }

    /** Starts one without topics. */
    public static KafkaBroker start() {
        quiet();
        EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 1);
        // Nobody makes topics but who is meant to.
        kafka.brokerProperty("auto.create.topics.enable", "false");
        kafka.afterPropertiesSet();
        return new KafkaBroker(kafka, Map.of());
    }

    /** Starts one that wants a login, and denies what nobody has allowed. */
    public static KafkaBroker startGuarded() {
        quiet();
        EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 1);
        // The names are the test kit's. The controller is reached by the broker alone.
        Map.of(
                        "auto.create.topics.enable", "false",
                        "listener.security.protocol.map",
                                "EXTERNAL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512",
                        "sasl.mechanism.inter.broker.protocol", "PLAIN",
                        "listener.name.external.plain.sasl.jaas.config",
                                PLAIN + " user_admin=\"" + ADMIN_PASSWORD + "\";",
                        "listener.name.external.scram-sha-512.sasl.jaas.config",
                                "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                        "authorizer.class.name",
                                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found", "false",
                        "super.users", "User:admin;User:ANONYMOUS")
                .forEach(kafka::brokerProperty);
        kafka.afterPropertiesSet();
        return new KafkaBroker(
                kafka,
                Map.of(
                        "security.protocol", "SASL_PLAINTEXT",
                        "sasl.mechanism", "PLAIN",
                        "sasl.jaas.config", PLAIN + ";"));
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
        Map<String, Object> config = new HashMap<>(login);
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        return Admin.create(config);
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
