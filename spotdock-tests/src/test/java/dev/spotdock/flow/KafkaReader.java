package dev.spotdock.flow;

import dev.spotdock.harness.KafkaBroker;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.awaitility.Awaitility;

/** An ordinary consumer that remembers what it was told, and forgets what it was told again. */
final class KafkaReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<Told> told = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private int repeated;

    KafkaReader(KafkaBroker broker) {
        consumer = broker.consumer("a-partner");
        consumer.subscribe(List.of("spotdock.market-events", "spotdock.auction-events"));
    }

    /** One record, with what the library for CloudEvents makes of it. */
    record Told(String topic, int partition, String key, String contentType, CloudEvent event) {

        static Told of(ConsumerRecord<String, byte[]> found) {
            return new Told(
                    found.topic(),
                    found.partition(),
                    found.key(),
                    new String(
                            found.headers().lastHeader("content-type").value(),
                            StandardCharsets.UTF_8),
                    KafkaMessageFactory.createReader(found).toEvent());
        }
    }

    /** Reads on until something is so. */
    void until(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    consumer.poll(Duration.ofMillis(100)).forEach(found -> add(Told.of(found)));
                    return condition.call();
                });
    }

    private void add(Told each) {
        if (ids.add(each.event().getId())) {
            told.add(each);
        } else {
            repeated++;
        }
    }

    /** The first time each event was told, in the order of the partition. */
    List<Told> about(String subject) {
        return told.stream().filter(each -> subject.equals(each.event().getSubject())).toList();
    }

    List<String> typesOf(String subject) {
        return about(subject).stream().map(each -> each.event().getType()).toList();
    }

    Set<String> types() {
        return told.stream().map(each -> each.event().getType()).collect(Collectors.toSet());
    }

    /** Records so far that were about a bid; repeated ones of all kinds included. */
    int count() {
        return (int) told.stream().filter(each -> each.event().getType().startsWith("bid.")).count()
                + repeated;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
