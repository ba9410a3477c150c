package dev.spotdock.web.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.feed.EventSchemas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.ssl.SslBundles;
import tools.jackson.databind.json.JsonMapper;

/** What is made of an event without a registry; KafkaAvroIT has one. */
class AvroValuesTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String ATTEMPT =
            """
            {"bidId":"00000000-0000-7000-0000-000000000001","pool":"ü","version":3,"unknown":[],
             "allocationId":"00000000-0000-7000-0000-000000000002"}\
            """;

    private final AvroSchemas schemas = new AvroSchemas(web.bean(EventSchemas.class));

    private AvroValues values(String url) {
        RegistryConnection registry =
                RegistryConnection.to(
                        new KafkaProperties.SchemaRegistry(url, null, null, null),
                        web.bean(SslBundles.class));
        return new AvroValues(schemas, registry.serializer(), Duration.ofMillis(200));
    }

    private static Headers headers() {
        return new RecordHeaders()
                .add("ce_type", "bid.displaced".getBytes(UTF_8))
                .add("content-type", "application/json".getBytes(UTF_8));
    }

    @Test
    void fieldsAreReadByTheirTypes() {
        Schema price = schemas.of("bid.at-risk");
        GenericRecord read =
                AvroData.record(
                        price,
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"bidId":"b","pool":"p","alertAt":0.9,
                                         "marketPrice":{"amount":"1.5","currency":"EUR","per":"h"},
                                         "effectiveUnitPrice":{"amount":"2","currency":"EUR","per":"h"}}\
                                        """));
        assertThat(read.get("alertAt")).isEqualTo(0.9);
        assertThat(read.get("marketPrice").toString())
                .isEqualTo("{\"amount\": \"1.5\", \"currency\": \"EUR\", \"per\": \"h\"}");
        Schema running = schemas.of("bid.running");
        GenericRecord started =
                AvroData.record(
                        running,
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"bidId":"b","pool":"p","allocationId":"a","version":4,
                                         "startedAt":"2026-11-22T10:00:00.123456789Z"}\
                                        """));
        assertThat(started.get("startedAt")).isEqualTo(1_795_341_600_123_456L);
    }

    @Test
    void whatIsNotAsItsTypeHasItIsNotSent() {
        AvroValues values = values("http://127.0.0.1:9");
        for (String data : new String[] {"{}", "no json", ATTEMPT.replace("3", "\"3\"")}) {
            assertThatThrownBy(() -> values.serialize("t", headers(), data.getBytes(UTF_8)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("no BidDisplaced");
        }
    }

    @Test
    void nothingIsSentWhileTheRegistryIsAway() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        AvroValues values = values("http://127.0.0.1:" + port);
        Headers headers = headers();
        assertThatThrownBy(() -> values.serialize("t", headers, ATTEMPT.getBytes(UTF_8)))
                .isInstanceOf(SchemaRegistryException.class);
        assertThat(headers.lastHeader("content-type").value()).asString().contains("json");
    }

    /** Its client has no limit of its own: the relay would hang, and hold its lease. */
    @Test
    void aRegistryThatSaysNothingIsNotWaitedForForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            AvroValues values = values("http://127.0.0.1:" + silent.getLocalPort());
            assertThatThrownBy(() -> values.serialize("t", headers(), ATTEMPT.getBytes(UTF_8)))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasRootCauseInstanceOf(TimeoutException.class);
        }
    }
}
