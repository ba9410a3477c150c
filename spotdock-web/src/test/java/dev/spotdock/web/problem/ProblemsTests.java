package dev.spotdock.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Whatever goes wrong, and wherever, leaves as a problem. */
class ProblemsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String BID =
            """
            {"resources": {"cpu": "1", "memory": "1Gi"},
             "maxPrice": {"amount": "0.05", "per": "minute"},
             "container": {"image": "busybox:1.37"}}\
            """;

    @ParameterizedTest
    @ValueSource(strings = {"/nonsense", "/api/v1/nonsense", "/api/v1/bids/a/b/c", "/", "/error"})
    void unknownAddressesAreNotFound(String path) {
        Answer answer = web.get(path);
        assertThat(answer.problem()).isEqualTo("not-found");
        assertThat(answer.at("/instance")).isEqualTo(path);
    }

    @Test
    void aWrongMethodIsToldWithTheRightOnes() {
        Answer answer = web.send(web.to("/api/v1/bids").method("PATCH", BodyPublishers.noBody()));
        assertThat(answer.problem()).isEqualTo("method-not-allowed");
        assertThat(answer.header("Allow")).contains("GET").contains("POST");
    }

    @Test
    void mediaTypesThatNobodySpeaksAreRefused() {
        Answer accept = web.send(web.to("/api/v1/bids").header("Accept", "application/xml"));
        assertThat(accept.problem()).isEqualTo("not-acceptable");
        Answer content =
                web.send(web.to("/api/v1/bids").header("Content-Type", "application/xml"), "<a/>");
        assertThat(content.problem()).isEqualTo("unsupported-media-type");
        assertThat(web.send(web.to("/api/v1/bids"), BID).problem())
                .isEqualTo("unsupported-media-type");
        assertThat(
                        web.send(
                                        web.to("/api/v1/bids")
                                                .header(
                                                        "Content-Type",
                                                        "application/x-www-form-urlencoded"),
                                        "a=b")
                                .problem())
                .isEqualTo("unsupported-media-type");
    }

    @Test
    void bodiesOver64KiBAreRefusedWithAndWithoutALength() {
        byte[] body = ("\"" + "x".repeat(64 * 1024) + "\"").getBytes(StandardCharsets.UTF_8);
        Answer declared =
                web.send(
                        web.to("/api/v1/bids")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofByteArray(body)));
        assertThat(declared.problem()).isEqualTo("payload-too-large");
        Answer chunked =
                web.send(
                        web.to("/api/v1/bids")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(body))));
        assertThat(chunked.problem()).isEqualTo("payload-too-large");
        assertThat(web.market().commands).isEmpty();
    }

    @Test
    void aBodyOfExactly64KiBIsRead() {
        String body = "\"" + "x".repeat(64 * 1024 - 2) + "\"";
        assertThat(web.post("/api/v1/bids", body).problem()).isEqualTo("invalid-request");
    }

    @Test
    void aBugTellsNothingButItsTrace() {
        web.market().failure = new IllegalStateException("secret detail");
        Answer answer = web.post("/api/v1/bids", BID);
        assertThat(answer.problem()).isEqualTo("internal");
        assertThat(answer.text()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(answer.at("/traceId")).isEqualTo(answer.header("X-Trace-Id"));
    }

    @Test
    void aBrokenDependencyIsUnavailableForAWhile() {
        for (RuntimeException failure :
                new RuntimeException[] {
                    new CannotCreateTransactionException("no connection"),
                    new CompletionException(new QueryTimeoutException("slow"))
                }) {
            web.market().failure = failure;
            Answer answer = web.post("/api/v1/bids", BID);
            assertThat(answer.problem()).isEqualTo("unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }

    @Test
    void strangeAddressesAreMalformed() throws IOException {
        assertThat(web.get("/api/v1/bids/%2e%2e%2fadmin").problem()).isEqualTo("malformed-request");
        assertThat(raw("GET /[]|nonsense HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("urn:spotdock:problem:malformed-request")
                .doesNotContain("<html");
        assertThat(raw("nonsense\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("urn:spotdock:problem:malformed-request");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", web.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void refusalsAreCountedByCode() {
        var counter =
                web.bean(MeterRegistry.class).counter("spotdock.web.refused", "code", "not-found");
        double before = counter.count();
        web.get("/nonsense");
        assertThat(counter.count()).isEqualTo(before + 1);
    }
}
