package dev.spotdock.web.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.feed.EventSchemas;
import dev.spotdock.web.feed.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AvroSchemasTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final JsonMapper JSON = JsonMapper.shared();

    private final AvroSchemas schemas = new AvroSchemas(web.bean(EventSchemas.class));

    static Stream<EventType> told() {
        return RelayTopic.allTypes().stream().sorted();
    }

    @Test
    void aTypeIsARecordOfItsName() {
        Schema noticed = schemas.of("bid.eviction-noticed");
        assertThat(noticed.getFullName()).isEqualTo("dev.spotdock.events.BidEvictionNoticed");
        assertThat(noticed.getField("bidId").schema())
                .hasToString("{\"type\":\"string\",\"logicalType\":\"uuid\"}");
        assertThat(noticed.getField("deadline").schema())
                .hasToString("{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}");
        assertThat(noticed.getField("ownUnitPrice").schema().getFullName())
                .isEqualTo("dev.spotdock.events.BidEvictionNoticedOwnUnitPrice");
        assertThat(noticed.getField("winningUnitPrice").schema().isNullable()).isTrue();
        assertThat(noticed.getField("winningUnitPrice").hasDefaultValue()).isTrue();
    }

    /** It may lie in the registry already, and be what consumers were compiled against. */
    @ParameterizedTest
    @MethodSource("told")
    void whoKnowsAnEarlierVersionReadsThisOneAndTheOtherWayRound(EventType type)
            throws IOException {
        Schema now = schemas.of(type.wireName());
        for (int version = 1; version <= 2; version++) {
            String name = "schemas/v%d/%s.json".formatted(version, type.wireName());
            try (InputStream file = EventSchemas.class.getResourceAsStream(name)) {
                if (file != null) {
                    Schema then = AvroSchemas.of(type.wireName(), JSON.readTree(file));
                    assertThat(reads(now, then)).as("%s of v%d", type, version).isTrue();
                    assertThat(reads(then, now)).as("%s of v%d", type, version).isTrue();
                }
            }
        }
    }

    @Test
    void whatHasNoCounterpartIsSaidAtOnce() {
        JsonNode map = JSON.readTree("{\"type\":\"object\",\"properties\":{\"a\":{}}}");
        assertThatThrownBy(() -> AvroSchemas.of("a.b", map))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no Avro for ABA");
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }
}
