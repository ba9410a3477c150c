package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.KafkaBroker;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.kernel.loop.Waker;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;

/**
 * What an ordinary consumer of a real broker is told. Ordered, so that one broker and one
 * installation are enough; the second instance comes when it is needed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static KafkaBroker broker;
    private static SpotDockApp one;
    private static @Nullable SpotDockApp two;
    private static KafkaReader reader;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start();
        one = SpotDockApp.with(arguments());
        reader = new KafkaReader(broker);
    }

    @AfterAll
    static void stop() {
        if (two != null) {
            two.close();
        }
        if (one != null) {
            one.close();
        }
        if (reader != null) {
            reader.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private static String[] arguments(String... more) {
        return Stream.of(
                        Stream.of(
                                "--spotdock.compute.provider=simulated",
                                "--spotdock.compute.simulated.start-latency=100ms"),
                        Stream.of(broker.arguments()),
                        Stream.of(more))
                .flatMap(part -> part)
                .toArray(String[]::new);
    }

    private static String completed(SpotDockClient client) {
        String bid =
                client.submit(
                        BidForm.sleeping(Duration.ofMinutes(10)).maxRuntime(Duration.ofSeconds(1)));
        client.await(bid, "COMPLETED");
        return bid;
    }

    /** Two events of a bid that fits nowhere. */
    private static String cancelled(SpotDockClient client) {
        String bid = client.submit(BidForm.sleeping(Duration.ofMinutes(1)).resources("500", "1Gi"));
        client.delete("/api/v1/bids/" + bid);
        client.await(bid, "CANCELLED");
        return bid;
    }

    private static List<String> cancelled(SpotDockClient client, int count) {
        return IntStream.range(0, count).mapToObj(_ -> cancelled(client)).toList();
    }

    private static void awaitCancelled(List<String> bids) {
        for (String bid : bids) {
            reader.until(() -> reader.typesOf(bid).contains("bid.cancelled"));
            assertThat(reader.typesOf(bid)).containsExactly("bid.submitted", "bid.cancelled");
        }
    }

    @Test
    @Order(1)
    void theTopicsAreMadeAndKeepEventsForAWeek() throws Exception {
        List<String> topics = List.of("spotdock.market-events", "spotdock.auction-events");
        try (Admin admin = broker.admin()) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> admin.listTopics().names().get().containsAll(topics));
            for (String topic : topics) {
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
                assertThat(Objects.requireNonNull(config).get("retention.ms").value())
                        .isEqualTo("604800000");
            }
        }
    }

    @Test
    @Order(2)
    void aBidsLifeIsToldInOrderUnderOneKey() throws Exception {
        String bid = completed(one.deployment().demo());
        reader.until(() -> reader.typesOf(bid).contains("bid.completed"));
        assertThat(reader.typesOf(bid))
                .containsExactly("bid.submitted", "bid.matched", "bid.running", "bid.completed");
        List<KafkaReader.Told> told = reader.about(bid);
        assertThat(told).extracting(KafkaReader.Told::key).containsOnly(bid);
        assertThat(told)
                .extracting(KafkaReader.Told::partition)
                .containsOnly(told.get(0).partition());
        assertThat(told).extracting(KafkaReader.Told::topic).containsOnly("spotdock.market-events");
        for (KafkaReader.Told each : told) {
            assertThat(each.contentType()).isEqualTo("application/json");
            isTheSameAsPolled(each.event());
            dataKeepsItsSchema(each.event());
        }
    }

    /** On every channel an event has the same attributes and data. */
    private static void isTheSameAsPolled(CloudEvent event) throws Exception {
        String before = String.valueOf(Long.parseLong(sequence(event)) - 1);
        JsonNode polled =
                one.deployment()
                        .operator()
                        .get("/api/v1/events?limit=1&after=" + before)
                        .body()
                        .path("items")
                        .path(0);
        assertThat(polled.path("id").asString()).isEqualTo(event.getId());
        assertThat(polled.path("type").asString()).isEqualTo(event.getType());
        assertThat(polled.path("source").asString()).isEqualTo(event.getSource().toString());
        assertThat(polled.path("subject").asString()).isEqualTo(event.getSubject());
        assertThat(java.time.Instant.parse(polled.path("time").asString()))
                .isEqualTo(Objects.requireNonNull(event.getTime()).toInstant());
        assertThat(polled.path("dataschema").asString())
                .isEqualTo(String.valueOf(event.getDataSchema()));
        assertThat(polled.path("partitionkey").asString())
                .isEqualTo(event.getExtension("partitionkey"));
        assertThat(polled.path("data").toString()).isEqualTo(text(event));
    }

    private static void dataKeepsItsSchema(CloudEvent event) {
        String schema =
                one.deployment()
                        .demo()
                        .get(String.valueOf(event.getDataSchema()))
                        .body()
                        .toString();
        assertThat(
                        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                .getSchema(schema)
                                .validate(text(event), InputFormat.JSON))
                .isEmpty();
    }

    private static String sequence(CloudEvent event) {
        return String.valueOf(event.getExtension("sequence"));
    }

    private static String text(CloudEvent event) {
        return new String(
                Objects.requireNonNull(event.getData()).toBytes(), StandardCharsets.UTF_8);
    }

    @Test
    @Order(3)
    void walletsAndNodesAreNobodysBusinessHere() {
        reader.until(() -> reader.types().contains("price.changed"));
        assertThat(reader.types()).allMatch(type -> type.matches("(bid|price)\\..+"));
    }

    @Test
    @Order(4)
    void theMarketGoesOnWhileTheBrokerIsAwayAndNothingIsLost() {
        broker.stop();
        SpotDockClient demo = one.deployment().demo();
        long start = System.nanoTime();
        List<String> bids = new ArrayList<>(cancelled(demo, 20));
        bids.add(completed(demo));
        System.out.printf(
                "21 bids without a broker: %d ms%n", (System.nanoTime() - start) / 1_000_000);
        Awaitility.await("a warning, and two events of each bid, four of the last")
                .atMost(PATIENCE)
                .until(() -> health().has("warning") && health().path("lag").asInt() >= 44);
        assertThat(demo.get("/readyz").status()).isEqualTo(200);
        assertThat(metric("spotdock_kafka_lag")).isGreaterThanOrEqualTo(44);
        broker.startAgain();
        reader.until(() -> reader.typesOf(bids.getLast()).contains("bid.completed"));
        awaitCancelled(bids.subList(0, 20));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !health().has("warning") && metric("spotdock_kafka_lag") == 0);
        one.invariants().hold();
    }

    private static JsonNode health() {
        return one.deployment()
                .operator()
                .get("/actuator/health/readiness")
                .body()
                .path("components")
                .path("kafka")
                .path("details");
    }

    private static double metric(String name) {
        String page = one.deployment().operator().get("/actuator/prometheus").text();
        return page.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(5)
    void anotherInstanceGoesOnWhereThisOneHasStopped() {
        SpotDockClient demo = one.deployment().demo();
        awaitCancelled(cancelled(demo, 5));
        int before = reader.count();
        // As if it hung: the lease is not let go, and what happens meanwhile stays.
        loops().stop();
        List<String> bids = cancelled(demo, 5);
        two = SpotDockApp.with(arguments(second()));
        awaitCancelled(bids);
        assertThat(reader.count()).as("nothing is told again").isEqualTo(before + 10);
        loops().start();
    }

    private static String[] second() {
        return one.deployment()
                .arguments("--spotdock.events.node-id=second", "--spring.jmx.enabled=false");
    }

    private static SmartLifecycle loops() {
        return (SmartLifecycle) one.part(Waker.class);
    }

    @Test
    @Order(6)
    void ofTwoInstancesOneSends() {
        SpotDockClient first = one.deployment().demo();
        SpotDockClient second = Objects.requireNonNull(two).deployment().demo();
        int before = reader.count();
        List<String> bids = new ArrayList<>(cancelled(first, 20));
        bids.addAll(cancelled(second, 20));
        awaitCancelled(bids);
        assertThat(reader.count()).isEqualTo(before + 80);
    }
}
