package dev.spotdock.web.rest.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.Told;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class EventSocketTests {

    @RegisterExtension
    static final WebFixture web = new WebFixture("spotdock.web.events.first-message-within=1s");

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Told told = new Told(web);
    private long start;

    @BeforeEach
    void beginHere() {
        told.look();
        start = web.bean(Feed.class).head().position();
    }

    @AfterEach
    void leave() {
        http.shutdownNow();
        while (web.bean(FeedSeats.class).occupied() > 0) {
            Thread.onSpinWait();
        }
    }

    /** What a client hears. */
    private static final class Heard implements WebSocket.Listener {

        final LinkedBlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private final boolean pongs;

        Heard(boolean pongs) {
            this.pongs = pongs;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                messages.add(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onPing(WebSocket socket, ByteBuffer message) {
            if (pongs) {
                socket.request(1);
            }
            return pongs
                    ? CompletableFuture.completedFuture(null)
                    : new CompletableFuture<>(); // the client answers when this is done
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }

        JsonNode next() throws InterruptedException {
            JsonNode message;
            do {
                message = messages.poll(20, TimeUnit.SECONDS);
                assertThat(message).isNotNull();
            } while (message.has("position"));
            return message;
        }

        int code() throws Exception {
            return closed.get(20, TimeUnit.SECONDS);
        }
    }

    private URI address() {
        return URI.create("ws://localhost:" + web.port() + "/ws/events");
    }

    private WebSocket open(Heard heard, String key) {
        return http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + key)
                .buildAsync(address(), heard)
                .join();
    }

    private WebSocket open(Heard heard) {
        return http.newWebSocketBuilder().buildAsync(address(), heard).join();
    }

    @Test
    void whatComesIsTold() throws Exception {
        Heard heard = new Heard(true);
        open(heard, WebFixture.DEMO_KEY).sendText("{\"after\": \"" + start + "\"}", true).join();
        UUID id = told.price("default");
        told.look();
        JsonNode event = heard.next();
        assertThat(event.path("id").asString()).isEqualTo(id.toString());
        assertThat(event.path("specversion").asString()).isEqualTo("1.0");
        assertThat(event.path("sequence").asString()).isEqualTo(Long.toString(start + 1));
        assertThat(event.at("/data/pool").asString()).isEqualTo("default");
    }

    @Test
    void theCredentialMayBeInTheFirstMessage() throws Exception {
        told.price("a");
        UUID second = told.price("b");
        told.look();
        Heard heard = new Heard(true);
        open(heard)
                .sendText(
                        "{\"key\": \"%s\", \"after\": \"%d\", \"types\": [\"price.*\"]}"
                                .formatted(WebFixture.DEMO_KEY, start + 1),
                        true)
                .join();
        assertThat(heard.next().path("id").asString()).isEqualTo(second.toString());
    }

    @Test
    void whatIsTooOldIsReset() throws Exception {
        told.price("a");
        told.remove();
        UUID id = told.price("b");
        told.look();
        Heard heard = new Heard(true);
        open(heard, WebFixture.DEMO_KEY).sendText("{\"after\": \"" + start + "\"}", true).join();
        assertThat(heard.next().at("/reset/oldest").asString()).isEqualTo(Long.toString(start + 1));
        assertThat(heard.next().path("id").asString()).isEqualTo(id.toString());
    }

    @Test
    void silenceIsBrokenByThePosition() throws Exception {
        Heard heard = new Heard(true);
        open(heard, WebFixture.DEMO_KEY).sendText("{}", true).join();
        for (int i = 0; i < 3; i++) {
            JsonNode message = heard.messages.poll(20, TimeUnit.SECONDS);
            assertThat(message.path("position").asString()).isEqualTo(Long.toString(start));
        }
    }

    @Test
    void whoeverAnswersNoPingIsCutOff() throws Exception {
        Heard heard = new Heard(false);
        open(heard, WebFixture.DEMO_KEY).sendText("{}", true).join();
        Awaitility.await().until(() -> web.bean(FeedSeats.class).occupied() > 0);
        Awaitility.await().until(() -> web.bean(FeedSeats.class).occupied() == 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | 4400 | malformed-request | the body is not valid JSON",
                "[] | 4400 | invalid-request | must be an object",
                "{\"after\": \"x\", \"types\": [\"y\"], \"z\": 1} | 4400 | invalid-request | 3 things",
                "{\"after\": 7} | 4400 | invalid-request | must be a string",
                "{\"after\": \"999999999\"} | 4400 | invalid-request | must be a position",
                "{\"after\": \"0\", \"since\": \"2026-11-22T00:00:00Z\"} | 4400 | invalid-request | must not",
                "{\"key\": \"nobody's\"} | 4401 | unauthenticated | a valid key",
                "{\"key\": \"\"} | 4401 | unauthenticated | a valid key"
            })
    void nonsenseIsRefused(String message, int code, String problem, String detail)
            throws Exception {
        Heard heard = new Heard(true);
        open(heard, WebFixture.DEMO_KEY).sendText(message, true).join();
        JsonNode told = heard.next().path("problem");
        assertThat(told.path("type").asString()).isEqualTo("urn:spotdock:problem:" + problem);
        assertThat(told.path("detail").asString()).startsWith(detail);
        assertThat(heard.code()).isEqualTo(code);
        assertThat(web.bean(FeedSeats.class).occupied()).isZero();
    }

    @Test
    void nobodyReadsWithoutACredential() throws Exception {
        Heard heard = new Heard(true);
        open(heard).sendText("{\"types\": [\"nonsense\"]}", true).join();
        assertThat(heard.next().at("/problem/errors").isMissingNode()).isTrue();
        assertThat(heard.code()).isEqualTo(4401);
        assertThatThrownBy(() -> open(new Heard(true), "nobody's"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(401));
    }

    @Test
    void aMessageThatIsTooLateTooLargeBinaryOrTheSecondEndsIt() throws Exception {
        Heard late = new Heard(true);
        open(late, WebFixture.DEMO_KEY);
        assertThat(late.code()).isEqualTo(4408);
        Heard large = new Heard(true);
        open(large, WebFixture.DEMO_KEY).sendText("x".repeat(10_000), true).join();
        assertThat(large.code()).isEqualTo(1009);
        Heard binary = new Heard(true);
        open(binary, WebFixture.DEMO_KEY).sendBinary(ByteBuffer.wrap(new byte[1]), true).join();
        assertThat(binary.code()).isEqualTo(1003);
        Heard twice = new Heard(true);
        WebSocket socket = open(twice, WebFixture.DEMO_KEY);
        socket.sendText("{}", true).join();
        socket.sendText("{}", true).join();
        assertThat(twice.code()).isEqualTo(4400);
    }

    @Test
    void moreReadersThanAnAccountMayHaveAreRefused() throws Exception {
        for (int i = 0; i < 2; i++) {
            Heard heard = new Heard(true);
            open(heard, WebFixture.DEMO_KEY).sendText("{}", true).join();
            heard.messages.poll(20, TimeUnit.SECONDS); // it reads
        }
        Heard third = new Heard(true);
        open(third, WebFixture.DEMO_KEY).sendText("{}", true).join();
        assertThat(third.next().at("/problem/limit").asInt()).isEqualTo(2);
        assertThat(third.code()).isEqualTo(4429);
    }

    @Test
    void whoHasLeftHoldsNoSeat() throws Exception {
        Heard heard = new Heard(true);
        WebSocket socket = open(heard, WebFixture.DEMO_KEY);
        socket.sendText("{}", true).join();
        heard.messages.poll(20, TimeUnit.SECONDS);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        Awaitility.await().until(() -> web.bean(FeedSeats.class).occupied() == 0);
    }

    @Test
    void aRevokedKeyEndsWhatItHasBegun() throws Exception {
        var key = web.post("/api/v1/api-keys", "{\"name\": \"x\"}");
        Heard heard = new Heard(true);
        open(heard, key.at("/secret")).sendText("{}", true).join();
        heard.messages.poll(20, TimeUnit.SECONDS); // it reads
        assertThat(web.send(web.to("/api/v1/api-keys/" + key.at("/id")).DELETE()).status())
                .isEqualTo(200);
        assertThat(heard.code()).isEqualTo(4401);
    }

    @Test
    void aKeyConfinedToOtherScopesReadsNothing() throws Exception {
        var key = web.post("/api/v1/api-keys", "{\"name\": \"x\", \"scopes\": [\"bids:read\"]}");
        Heard heard = new Heard(true);
        open(heard, key.at("/secret")).sendText("{}", true).join();
        assertThat(heard.code()).isEqualTo(4403);
    }

    @Test
    void pagesOfOtherOriginsOpenNone() {
        assertThatThrownBy(() ->
                        http.newWebSocketBuilder()
                                .header("Origin", "https://elsewhere.example")
                                .buildAsync(address(), new Heard(true))
                                .join())
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    }

    @Test
    void whatIsNoHandshakeIsAProblem() {
        assertThat(web.get("/ws/events").problem()).isEqualTo("malformed-request");
        assertThat(web.send(web.to("/ws/events").DELETE()).problem())
                .isEqualTo("method-not-allowed");
    }
}
