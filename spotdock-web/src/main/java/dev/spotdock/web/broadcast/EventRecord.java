package dev.spotdock.web.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.spotdock.web.feed.CloudEvent;
import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.StoredEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * An event as a record of Kafka: CloudEvents 1.0, binary mode. The value is its data, attributes
 * are headers.
 *
 * @see <a
 *     href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding</a>
 */
final class EventRecord {

    private static final Map<EventType, Form> FORMS = forms();

    /** Of a record: those of its form, and its own. */
    private static final int HEADERS = 10;

    private EventRecord() {}

    /**
     * What the records of a type have in common.
     *
     * @param headers may be shared: nobody changes them
     */
    private record Form(String topic, List<Header> headers) {}

    /**
     * Translates one.
     *
     * @throws IllegalArgumentException if its type is on no topic
     */
    static ProducerRecord<String, byte[]> of(StoredEvent event) {
        Form form = FORMS.get(event.type());
        if (form == null) {
            throw new IllegalArgumentException(event.type() + " is on no topic");
        }
        CloudEvent told = event.told();
        List<Header> headers = new ArrayList<>(HEADERS);
        headers.addAll(form.headers());
        headers.add(header("ce_id", told.id().toString()));
        headers.add(header("ce_subject", told.subject()));
        headers.add(header("ce_time", told.time().toString()));
        headers.add(header("ce_sequence", told.sequence()));
        headers.add(header("ce_partitionkey", told.partitionkey()));
        return new ProducerRecord<>(
                form.topic(), null, told.partitionkey(), told.data().getBytes(UTF_8), headers);
    }

    private static Map<EventType, Form> forms() {
        Map<EventType, Form> forms = new EnumMap<>(EventType.class);
        for (EventType type : RelayTopic.allTypes()) {
            RelayTopic.of(type)
                    .ifPresent(topic -> forms.put(type, new Form(topic.wireName(), common(type))));
        }
        return forms;
    }

    private static List<Header> common(EventType type) {
        return List.of(
                header("ce_specversion", CloudEvent.SPEC),
                header("ce_source", CloudEvent.SOURCE),
                header("ce_type", type.wireName()),
                header("ce_dataschema", type.schemaPath()),
                header("content-type", CloudEvent.JSON));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
