package dev.spotdock.channels;

import dev.spotdock.harness.KafkaBroker;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** An ordinary consumer; its position is in Kafka. */
final class KafkaFollower extends Follower {

    private final KafkaBroker broker;

    KafkaFollower(KafkaBroker broker) {
        super(() -> List.of(URI.create("kafka:/")));
        this.broker = broker;
    }

    @Override
    void follow(URI nowhere) {
        try (KafkaConsumer<String, byte[]> consumer = broker.consumer("all-channels")) {
            consumer.subscribe(List.of("spotdock.market-events"));
            while (!isClosed()) {
                consumer.poll(Duration.ofMillis(200)).forEach(this::hear);
            }
        }
    }

    private void hear(ConsumerRecord<String, byte[]> found) {
        if (header(found, "ce_type").startsWith("bid.")) {
            hear(
                    new Told(
                            header(found, "ce_id"),
                            Long.parseLong(header(found, "ce_sequence")),
                            found.key(),
                            header(found, "ce_type")));
        }
    }

    private static String header(ConsumerRecord<String, byte[]> found, String name) {
        return new String(found.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
