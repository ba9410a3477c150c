package dev.spotdock.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the fuzzer found. */
class BadInputTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String BID =
            """
            {"resources": {"cpu": "1", "memory": "1Gi"},
             "maxPrice": {"amount": "0.05", "per": "minute"},
             "container": {"image": "busybox:1.37", "command": ["echo", "here"]}}\
            """;

    private static Answer submit(byte[] body) {
        return web.send(
                web.to("/api/v1/bids")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    @Test
    void aQueryThatIsNoUtf8IsMalformed() {
        assertThat(web.get("/api/v1/bids?pool=%ff").problem()).isEqualTo("malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/yaml", "text/json"})
    void noOtherReaderGetsToSeeABody(String mediaType) {
        Answer answer = web.send(web.to("/api/v1/bids").header("Content-Type", mediaType), BID);
        assertThat(answer.problem()).isEqualTo("unsupported-media-type");
        assertThat(answer.header("Accept")).isEqualTo("application/json");
    }

    @Test
    void aFormIsNoPatch() {
        Answer made =
                web.send(web.to("/api/v1/bids").header("Content-Type", "application/json"), BID);
        Answer answer =
                web.send(
                        web.to("/api/v1/bids/" + made.json().path("id").asString())
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("If-Match", "*")
                                .method("PATCH", BodyPublishers.ofString("{\"a\": \"%\"}")));
        assertThat(answer.problem()).isEqualTo("unsupported-media-type");
    }

    @Test
    void anotherEncodingIsNotGuessed() {
        assertThat(submit(BID.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(201);
        assertThat(submit(BID.getBytes(StandardCharsets.UTF_16)).problem())
                .isEqualTo("malformed-request");
    }

    @Test
    void anOverlongFormOfACharacterIsMalformed() {
        String[] around = BID.split("here", 2);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(around[0].getBytes(StandardCharsets.UTF_8));
        body.writeBytes(new byte[] {(byte) 0xc0, (byte) 0xaf});
        body.writeBytes(around[1].getBytes(StandardCharsets.UTF_8));
        assertThat(submit(body.toByteArray()).problem()).isEqualTo("malformed-request");
    }

    @Test
    void whatMayBeNullIsDocumentedAndTheRestIsRequired() {
        JsonNode schemas = web.send(web.anonymous("/v3/api-docs")).json().at("/components/schemas");
        JsonNode bid = schemas.path("Bid");
        assertThat(bid.at("/properties/expiresAt/type").toString()).contains("null", "string");
        assertThat(bid.at("/properties/allocation/anyOf").toString())
                .contains("schemas/Allocation", "null");
        assertThat(bid.path("required").toString())
                .contains("\"status\"", "\"version\"")
                .doesNotContain("\"expiresAt\"", "\"allocation\"");
        assertThat(schemas.at("/BidRequest/required").toString()).doesNotContain("\"pool\"");
    }
}
