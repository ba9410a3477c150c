package dev.spotdock.web.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.web.feed.CloudEvent;
import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.StoredEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EventRecordTests {

    private static final UUID ID = new UUID(0x7000, 4);

    private static StoredEvent event(EventType type) {
        Instant at = Instant.parse("2026-11-22T10:00:00.5Z");
        return new StoredEvent(
                4711,
                type,
                null,
                CloudEvent.of(4711, type, ID, "bid-1", "key-1", at, "{\"pool\":\"ü\"}"));
    }

    @Test
    void attributesAreHeadersAndTheValueIsTheDataByteByByte() {
        ProducerRecord<String, byte[]> told = EventRecord.of(event(EventType.BID_MATCHED));
        Map<String, String> headers = new LinkedHashMap<>();
        told.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        assertThat(told.topic()).isEqualTo("spotdock.market-events");
        assertThat(told.key()).isEqualTo("key-1");
        assertThat(told.value()).isEqualTo("{\"pool\":\"ü\"}".getBytes(UTF_8));
        assertThat(headers)
                .containsOnly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_id", ID.toString()),
                        Map.entry("ce_source", "/spotdock"),
                        Map.entry("ce_type", "bid.matched"),
                        Map.entry("ce_subject", "bid-1"),
                        Map.entry("ce_time", "2026-11-22T10:00:00.500Z"),
                        Map.entry("ce_dataschema", "/schemas/bid.matched.json"),
                        Map.entry("ce_sequence", "4711"),
                        Map.entry("ce_partitionkey", "key-1"),
                        Map.entry("content-type", "application/json"));
    }

    @Test
    void whatIsOnNoTopicIsNeverTold() {
        assertThatThrownBy(() -> EventRecord.of(event(EventType.WALLET_LOW)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
