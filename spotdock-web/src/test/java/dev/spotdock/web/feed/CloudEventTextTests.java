package dev.spotdock.web.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** What is written by hand is what Jackson makes of the record, to the last byte. */
class CloudEventTextTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0198c7f2-1111-7000-8000-000000000001",
                "default",
                "",
                "quote\" and back\\slash",
                "line\nfeed, tab\t, bell\u0007, delete\u007f",
                "schön 価格 \uD83D\uDE80 \u2028"
            })
    void isAsJacksonWritesIt(String name) {
        for (EventType type : EventType.values()) {
            for (String at : new String[] {"2026-11-22T10:00:00Z", "2026-11-22T10:00:00.000123Z"}) {
                CloudEvent event =
                        CloudEvent.of(
                                4711,
                                type,
                                new UUID(0x7000, 4),
                                name,
                                name,
                                Instant.parse(at),
                                "{\"pool\":\"ü\",\"n\":null}");
                String written = JsonMapper.shared().writeValueAsString(event);
                StoredEvent stored = new StoredEvent(4711, type, null, event);
                assertThat(stored.json()).isEqualTo(written);
                assertThat(JsonMapper.shared().writeValueAsString(stored)).isEqualTo(written);
            }
        }
    }
}
