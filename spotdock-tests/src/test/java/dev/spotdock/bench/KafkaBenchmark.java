package dev.spotdock.bench;

import dev.spotdock.bench.Measured.Limit;
import dev.spotdock.harness.KafkaBroker;
import dev.spotdock.kernel.loop.Loop;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Events that lie in the feed on their way to a topic, until all are acknowledged and the position
 * is stored; against a bare producer, as safe, that has the same records in memory.
 */
final class KafkaBenchmark {

    private static final int EVENTS = Scale.of(100_000);
    private static final double LIMIT = 0.5;
    private static final String TOPIC = "spotdock.market-events";

    private final Installation installation;
    private final KafkaBroker broker;
    private final Loop relay;
    private Instant now = Instant.now();

    KafkaBenchmark(Installation installation, KafkaBroker broker) {
        this.installation = installation;
        this.broker = broker;
        this.relay = installation.loop("kafka-relay");
    }

    Measured run() throws Exception {
        installation.drain(Duration.ofMinutes(1));
        relay.runOnce(now);
        long start = installation.number("select position from feed.head");
        try (Connection connection = installation.connect()) {
            SqlFile.named("feed").run(connection, Map.of("events", EVENTS));
            try (Statement statement = connection.createStatement()) {
                statement.execute("vacuum analyze feed.event");
                statement.execute("checkpoint");
            }
        }
        ours(start);
        List<ProducerRecord<String, byte[]>> same = told();
        SteadyRates rates;
        try (KafkaProducer<String, byte[]> producer = producer()) {
            rates = SteadyRates.of(() -> ours(start), () -> bare(producer, same));
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("events", EVENTS);
        details.put("postgresql", installation.durability());
        details.put("turnsPerSecond", rates.ours().perSecond());
        details.put("bareTurnsPerSecond", rates.bare().perSecond());
        return new Measured(
                "kafka-relay",
                "events from the feed to a topic, against a bare producer",
                "per second",
                rates.ours().rate(),
                rates.bare().rate(),
                Limit.atLeast(LIMIT),
                details);
    }

    /** All events once more, as if an instance took over that knows of none. */
    private double ours(long start) throws SQLException {
        try (Connection connection = installation.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "update feed.relay set leased_until = clock_timestamp(), holder ="
                            + " gen_random_uuid(), position = "
                            + start);
        }
        now = now.plus(Duration.ofHours(1)); // so that it asks for its lease
        long before = System.nanoTime();
        while (installation.number("select position from feed.relay") < start + EVENTS) {
            relay.runOnce(now);
        }
        return EVENTS / ((System.nanoTime() - before) / 1e9);
    }

    private static double bare(
            KafkaProducer<String, byte[]> producer, List<ProducerRecord<String, byte[]>> records)
            throws InterruptedException {
        CountDownLatch missing = new CountDownLatch(records.size());
        long before = System.nanoTime();
        for (ProducerRecord<String, byte[]> each : records) {
            var _ =
                    producer.send(
                            new ProducerRecord<>(
                                    TOPIC, null, each.key(), each.value(), each.headers()),
                            (_, failure) -> {
                                if (failure == null) {
                                    missing.countDown();
                                }
                            });
        }
        if (!missing.await(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(missing + " were not acknowledged");
        }
        return records.size() / ((System.nanoTime() - before) / 1e9);
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** What the relay made of the events. */
    private List<ProducerRecord<String, byte[]>> told() {
        List<ProducerRecord<String, byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = broker.consumer("bench")) {
            consumer.subscribe(List.of(TOPIC));
            while (found.size() < EVENTS) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofSeconds(1))) {
                    found.add(
                            new ProducerRecord<>(
                                    TOPIC, null, each.key(), each.value(), each.headers()));
                }
            }
        }
        return List.copyOf(found.subList(0, EVENTS));
    }
}
