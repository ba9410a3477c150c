package dev.spotdock.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.harness.BidForm;
import dev.spotdock.harness.KafkaBroker;
import dev.spotdock.harness.SchemaRegistry;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Events as Avro, beside a schema registry that comes and goes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KafkaAvroIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static KafkaBroker broker;
    private static SchemaRegistry registry;
    private static SpotDockApp app;
    private static KafkaReader reader;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start();
        registry = new SchemaRegistry();
        app =
                SpotDockApp.with(
                        Stream.of(
                                        Stream.of(
                                                "--spotdock.compute.provider=simulated",
                                                "--spotdock.compute.simulated.start-latency=100ms"),
                                        Stream.of(broker.arguments()),
                                        Stream.of(registry.arguments()))
                                .flatMap(part -> part)
                                .toArray(String[]::new));
        reader = new KafkaReader(broker);
    }

    @AfterAll
    static void stop() {
        if (app != null) {
            app.close();
        }
        if (reader != null) {
            reader.close();
        }
        if (registry != null) {
            registry.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    private static SpotDockClient demo() {
        return app.deployment().demo();
    }

    private static String cancelled() {
        String bid = demo().submit(BidForm.sleeping(Duration.ofMinutes(1)).resources("500", "1Gi"));
        demo().delete("/api/v1/bids/" + bid);
        demo().await(bid, "CANCELLED");
        return bid;
    }

    private static String completed() {
        String bid =
                demo().submit(
                                BidForm.sleeping(Duration.ofMinutes(10))
                                        .maxRuntime(Duration.ofSeconds(1)));
        demo().await(bid, "COMPLETED");
        return bid;
    }

    private static void awaitCancelled(List<String> bids) {
        for (String bid : bids) {
            reader.until(() -> reader.typesOf(bid).contains("bid.cancelled"));
            assertThat(reader.typesOf(bid)).containsExactly("bid.submitted", "bid.cancelled");
        }
    }

    private static JsonNode health() {
        return app.deployment()
                .operator()
                .get("/actuator/health/readiness")
                .body()
                .path("components")
                .path("kafka")
                .path("details");
    }

    private static void awaitWarning() {
        Awaitility.await("a warning")
                .atMost(PATIENCE)
                .until(() -> health().path("warning").asString("").contains("SchemaRegistry"));
    }

    @Test
    @Order(1)
    void theMarketGoesOnWithoutARegistryAndNothingIsLost() {
        List<String> bids = IntStream.range(0, 10).mapToObj(_ -> cancelled()).toList();
        awaitWarning();
        assertThat(demo().get("/readyz").status()).isEqualTo(200);
        assertThat(registry.schemas()).isEmpty();
        registry.start();
        awaitCancelled(bids);
        assertThat(registry.schemas())
                .contains("dev.spotdock.events/BidSubmitted", "dev.spotdock.events/BidCancelled");
        Awaitility.await().atMost(PATIENCE).until(() -> !health().has("warning"));
    }

    @Test
    @Order(2)
    void whatIsKnownGoesOnWithoutARegistryAndNothingOvertakesWhatIsNew() {
        registry.stop();
        awaitCancelled(List.of(cancelled(), cancelled()));
        String life = completed();
        List<String> after = List.of(cancelled(), cancelled());
        awaitWarning();
        assertThat(registry.schemas()).noneMatch(name -> name.endsWith("BidCompleted"));
        registry.start();
        awaitCancelled(after);
        reader.until(() -> reader.typesOf(life).contains("bid.completed"));
        assertThat(reader.typesOf(life))
                .containsExactly("bid.submitted", "bid.matched", "bid.running", "bid.completed");
        app.invariants().hold();
    }

    @Test
    @Order(3)
    void anOrdinaryConsumerReadsWhatEverybodyElseIsTold() {
        List<ConsumerRecord<String, GenericRecord>> read = new ArrayList<>();
        AvroKafkaDeserializer<GenericRecord> values = new AvroKafkaDeserializer<>();
        values.configure(registry.deserializer(), false);
        try (KafkaConsumer<String, GenericRecord> consumer = broker.consumer("avro", values)) {
            consumer.subscribe(List.of("spotdock.market-events"));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInSameThread()
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
                        return read.stream()
                                .anyMatch(each -> header(each, "ce_type").equals("bid.completed"));
                    });
        }
        for (ConsumerRecord<String, GenericRecord> each : read) {
            assertThat(header(each, "content-type")).isEqualTo("avro/binary");
            String before = String.valueOf(Long.parseLong(header(each, "ce_sequence")) - 1);
            JsonNode polled =
                    app.deployment()
                            .operator()
                            .get("/api/v1/events?limit=1&after=" + before)
                            .body()
                            .path("items")
                            .path(0);
            assertThat(header(each, "ce_id")).isEqualTo(polled.path("id").asString());
            assertThat(header(each, "ce_dataschema"))
                    .isEqualTo(polled.path("dataschema").asString());
            assertThat(each.key()).isEqualTo(polled.path("partitionkey").asString());
            isTheSame(each.value(), polled.path("data"));
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static void isTheSame(GenericRecord read, JsonNode polled) {
        read.getSchema()
                .getFields()
                .forEach(field -> isTheSame(read.get(field.pos()), polled.path(field.name())));
        assertThat(read.getSchema().getFields().size()).isGreaterThanOrEqualTo(polled.size());
    }

    private static void isTheSame(Object read, JsonNode polled) {
        switch (read) {
            case null -> assertThat(polled.isMissingNode() || polled.isNull()).isTrue();
            case GenericRecord inner -> isTheSame(inner, polled);
            case Long micros when polled.isString() ->
                    assertThat(Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                            .isEqualTo(
                                    Instant.parse(polled.asString())
                                            .truncatedTo(ChronoUnit.MICROS));
            default -> assertThat(read.toString()).isEqualTo(polled.asString());
        }
    }
}
