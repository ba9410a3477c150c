package dev.spotdock.web.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request may be, before anybody asks what it means. */
class BoundsTests {

    @RegisterExtension
    static final WebFixture web =
            new WebFixture(
                    "spotdock.web.bounds.body-within=2s", "server.tomcat.connection-timeout=1s");

    private static Answer post(byte[] body) {
        return web.send(
                web.to("/api/v1/bids")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    private static Answer post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    @Test
    void jsonIsReadToADepthOf32() {
        assertThat(post(nested(32)).problem()).isEqualTo("invalid-request");
        Answer deeper = post(nested(33));
        assertThat(deeper.problem()).isEqualTo("malformed-request");
        assertThat(deeper.at("/detail")).contains("at most 32 levels");
        assertThat(post("[".repeat(60_000)).problem()).isEqualTo("malformed-request");
    }

    @Test
    void numbersAndNamesHaveALength() {
        assertThat(post("{\"alertAt\": %s}".formatted("9".repeat(101))).problem())
                .isEqualTo("malformed-request");
        assertThat(post("{\"%s\": 1}".formatted("n".repeat(1001))).problem())
                .isEqualTo("malformed-request");
        assertThat(post("{\"alertAt\": 1e999999999}").status()).isEqualTo(400);
        assertThat(post("{\"resources\": {\"gpu\": 1e999999999}}").status()).isEqualTo(400);
    }

    @Test
    void aNameTwiceIsRefused() {
        assertThat(post("{\"pool\": \"a\", \"pool\": \"b\"}").problem())
                .isEqualTo("malformed-request");
    }

    @Test
    void onlyUtf8IsRead() {
        byte[] half = "{\"pool\": \"x\"}".getBytes(StandardCharsets.ISO_8859_1);
        half[10] = (byte) 0xe4;
        byte[] overlong = "{\"pool\": \"xy\"}".getBytes(StandardCharsets.ISO_8859_1);
        overlong[10] = (byte) 0xc0;
        overlong[11] = (byte) 0x80;
        byte[] surrogate = "{\"pool\": \"xyz\"}".getBytes(StandardCharsets.ISO_8859_1);
        surrogate[10] = (byte) 0xed;
        surrogate[11] = (byte) 0xa0;
        surrogate[12] = (byte) 0x80;
        for (byte[] body : new byte[][] {half, overlong, surrogate}) {
            Answer answer = post(body);
            assertThat(answer.problem()).isEqualTo("malformed-request");
            assertThat(answer.at("/detail")).contains("UTF-8");
        }
        assertThat(post("{\"pool\": \"x\"}".getBytes(StandardCharsets.UTF_16)).problem())
                .isEqualTo("malformed-request");
        assertThat(post("{\"pool\": \"x\"}".getBytes(StandardCharsets.UTF_16BE)).problem())
                .isEqualTo("malformed-request");
    }

    @Test
    void aBodyThatTricklesIsNotWaitedFor() throws IOException {
        try (Socket socket = halfARequest()) {
            OutputStream out = socket.getOutputStream();
            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (socket.getInputStream().available() == 0) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                out.write(' ');
                out.flush();
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            refusedAsLate(socket);
        }
    }

    @Test
    void aBodyThatStopsIsNotWaitedFor() throws IOException {
        try (Socket socket = halfARequest()) {
            refusedAsLate(socket);
        }
    }

    private static Socket halfARequest() throws IOException {
        Socket socket = new Socket("localhost", web.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(
                        ("POST /api/v1/bids HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                                        + "Content-Type: application/json\r\nX-API-Key: "
                                        + WebFixture.DEMO_KEY
                                        + "\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void refusedAsLate(Socket socket) throws IOException {
        byte[] answer = new byte[4096];
        int length = socket.getInputStream().readNBytes(answer, 0, 700);
        assertThat(new String(answer, 0, length, StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 408")
                .containsIgnoringCase("connection: close");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /api/v1/me?x=%s", "GET /%s", "GET /api/v1/me HTTP/1.1\r\nX-Long: %s"})
    void addressAndHeadersHaveALengthTogether(String start) throws IOException {
        refusedAsMalformed(start.formatted("x".repeat(9000)) + " HTTP/1.1\r\n");
    }

    @Test
    void headersHaveANumber() throws IOException {
        StringBuilder many = new StringBuilder("GET /api/v1/me HTTP/1.1\r\n");
        for (int i = 0; i < 200; i++) {
            many.append("X-").append(i).append(": 1\r\n");
        }
        refusedAsMalformed(many.toString());
    }

    private static void refusedAsMalformed(String head) throws IOException {
        try (Socket socket = new Socket("localhost", web.port())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(
                            (head + "Host: localhost\r\nConnection: close\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json")
                    .contains("urn:spotdock:problem:malformed-request")
                    .contains("\"traceId\"");
        }
    }
}
