package dev.spotdock.web.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spotdock.web.feed.CloudEvent;
import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.StoredEvent;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * An event as a record of Kafka: CloudEvents 1.0, binary mode. The value is its data, attributes
 * are headers.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
final class EventRecord {

    private static final Map<EventType, String> TOPICS = topics();

    private EventRecord() {}

    /**
     * Translates one.
     *
     * @throws IllegalArgumentException if its type is on no topic
     */
    static ProducerRecord<String, byte[]> of(StoredEvent event) {
        String topic = TOPICS.get(event.type());
        if (topic == null) {
            throw new IllegalArgumentException(event.type() + " is on no topic");
        }
        CloudEvent told = CloudEvent.of(event);
        ProducerRecord<String, byte[]> message =
                new ProducerRecord<>(topic, told.partitionkey(), told.data().getBytes(UTF_8));
        Headers headers = message.headers();
        add(headers, "ce_specversion", told.specversion());
        add(headers, "ce_id", told.id().toString());
        add(headers, "ce_source", told.source());
        add(headers, "ce_type", told.type());
        add(headers, "ce_subject", told.subject());
        add(headers, "ce_time", told.time().toString());
        add(headers, "ce_dataschema", told.dataschema());
        add(headers, "ce_sequence", told.sequence());
        add(headers, "ce_partitionkey", told.partitionkey());
        add(headers, "content-type", told.datacontenttype());
        return message;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(UTF_8));
    }

    private static Map<EventType, String> topics() {
        Map<EventType, String> topics = new EnumMap<>(EventType.class);
        RelayTopic.allTypes()
                .forEach(type ->
                        RelayTopic.of(type).ifPresent(topic -> topics.put(type, topic.wireName())));
        return topics;
    }
}
