package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.KafkaBroker;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialDeletion;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What docs/kafka.md lets SpotDock and a partner do, on a broker that denies everything else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaAclIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String MARKET = "spotdock.market-events";
    private static final String AUCTIONS = "spotdock.auction-events";

    private static KafkaBroker broker;
    private static Admin admin;
    private static SpotDockApp app;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.startGuarded();
        admin = broker.admin();
        for (String user : List.of("spotdock", "acme", "globex")) {
            admin.alterUserScramCredentials(
                            List.of(
                                    new UserScramCredentialUpsertion(
                                            user,
                                            new ScramCredentialInfo(
                                                    ScramMechanism.SCRAM_SHA_512, 4_096),
                                            password(user))))
                    .all()
                    .get();
        }
        allow(documented());
        app =
                SpotDockApp.with(
                        Stream.concat(
                                        Stream.of(
                                                "--spotdock.compute.provider=simulated",
                                                "--spotdock.compute.simulated.start-latency=100ms"),
                                        Stream.concat(
                                                Stream.of(broker.arguments()),
                                                login("spotdock").entrySet().stream()
                                                        .map(KafkaAclIT::argument)))
                                .toArray(String[]::new));
    }

    @AfterAll
    static void stop() {
        if (app != null) {
            app.close();
        }
        if (admin != null) {
            admin.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private static String argument(Map.Entry<String, String> property) {
        return "--spotdock.kafka.properties.%s=%s"
                .formatted(property.getKey(), property.getValue());
    }

    private static String password(String user) {
        return "4f-" + user;
    }

    private static Map<String, String> login(String user) {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"%s\" password=\"%s\";"
                                        .formatted(user, password(user)));
    }

    /** The commands of the documentation; its partner is on this machine. */
    private static List<AclBinding> documented() throws IOException {
        List<AclBinding> found = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "kafka.md"))) {
            if (line.startsWith("$ACL ")) {
                found.addAll(bindings(line.replace("198.51.100.7", "127.0.0.1").split(" ")));
            }
        }
        assertThat(found).as("of SpotDock and of a partner").hasSizeGreaterThan(5);
        return found;
    }

    /** One for each operation, as {@code kafka-acls.sh} makes them. */
    private static List<AclBinding> bindings(String[] words) {
        Map<String, String> options = new HashMap<>();
        List<String> operations = new ArrayList<>();
        for (int i = 2; i < words.length; i += 2) {
            if (words[i].equals("--operation")) {
                operations.add(words[i + 1]);
            } else {
                options.put(words[i], words[i + 1]);
            }
        }
        boolean topic = options.containsKey("--topic");
        ResourcePattern pattern =
                new ResourcePattern(
                        topic ? ResourceType.TOPIC : ResourceType.GROUP,
                        Objects.requireNonNull(options.get(topic ? "--topic" : "--group")),
                        PatternType.fromString(
                                options.getOrDefault("--resource-pattern-type", "literal")
                                        .toUpperCase(Locale.ROOT)));
        return operations.stream()
                .map(operation ->
                        new AclBinding(
                                pattern,
                                new AccessControlEntry(
                                        Objects.requireNonNull(options.get("--allow-principal")),
                                        options.getOrDefault("--allow-host", "*"),
                                        AclOperation.fromString(operation),
                                        AclPermissionType.ALLOW)))
                .toList();
    }

    private static void allow(List<AclBinding> bindings) throws Exception {
        admin.createAcls(bindings).all().get();
    }

    private static KafkaConsumer<String, String> consumer(String user, String group) {
        Map<String, Object> config = new HashMap<>(login(user));
        config.put("bootstrap.servers", broker.bootstrapServers());
        config.put("group.id", group);
        config.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer());
    }

    /** The keys of what somebody reads, until there are so many. */
    private static List<String> read(String user, String group, String topic, int count) {
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(user, group)) {
            consumer.subscribe(List.of(topic));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(100))
                                .forEach(found -> keys.add(found.key()));
                        return keys.size() >= count;
                    });
        }
        return keys;
    }

    @Test
    @Order(1)
    void spotDockMakesItsTopicsAndWritesAndThePartnerReads() throws Exception {
        SpotDockClient demo = app.deployment().demo();
        String bid = demo.submit(BidForm.sleeping(Duration.ofMinutes(1)).resources("500", "1Gi"));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        admin.listTopics().names().get().containsAll(List.of(MARKET, AUCTIONS)));
        assertThat(read("acme", "acme.one", MARKET, 1)).contains(bid);
    }

    @Test
    @Order(2)
    void aPartnerDoesNothingElse() {
        assertThatThrownBy(() -> read("acme", "globex.one", MARKET, 1))
                .as("another's group")
                .isInstanceOf(GroupAuthorizationException.class);
        assertThatThrownBy(() -> read("acme", "acme.one", AUCTIONS, 1))
                .as("another topic")
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> write("acme"))
                .hasCauseInstanceOf(TopicAuthorizationException.class);
    }

    private static void write(String user) throws ExecutionException, InterruptedException {
        Map<String, Object> config = new HashMap<>(login(user));
        config.put("bootstrap.servers", broker.bootstrapServers());
        config.put(
                "enable.idempotence", false); // which needs a right before the topic is looked at
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(MARKET, "key", "{}")).get();
        }
    }

    @Test
    @Order(3)
    void fromAnotherNetworkAndWithoutARightNobodyReads() throws Exception {
        assertThatThrownBy(() -> read("globex", "globex.one", MARKET, 1))
                .isInstanceOf(TopicAuthorizationException.class);
        String[] elsewhere =
                "$ACL --add --allow-principal User:globex --allow-host 198.51.100.7 --operation Read --topic %s"
                        .formatted(MARKET)
                        .split(" ");
        allow(bindings(elsewhere));
        assertThatThrownBy(() -> read("globex", "globex.one", MARKET, 1))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read("spotdock", "spotdock", MARKET, 1))
                .as("SpotDock only writes")
                .isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    @Order(4)
    void aPartnershipEnds() throws Exception {
        admin.deleteAcls(
                        documented().stream()
                                .filter(acl -> acl.entry().principal().equals("User:acme"))
                                .map(AclBinding::toFilter)
                                .toList())
                .all()
                .get();
        assertThatThrownBy(() -> read("acme", "acme.two", MARKET, 1))
                .isInstanceOf(TopicAuthorizationException.class);
        admin.alterUserScramCredentials(
                        List.of(
                                new UserScramCredentialDeletion(
                                        "acme", ScramMechanism.SCRAM_SHA_512)))
                .all()
                .get();
        assertThatThrownBy(() -> read("acme", "acme.two", MARKET, 1))
                .isInstanceOf(SaslAuthenticationException.class);
    }
}
