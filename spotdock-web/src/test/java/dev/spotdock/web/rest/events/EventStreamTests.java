package dev.spotdock.web.rest.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.feed.EventType;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.StoredEvent;
import dev.spotdock.web.feed.Told;
import dev.spotdock.web.security.Pass;
import dev.spotdock.web.security.PassIssuer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class EventStreamTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String STREAM = "/api/v1/events/stream";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<BufferedReader> open = new ArrayList<>();
    private final Told told = new Told(web);
    private long start;

    @BeforeEach
    void beginHere() {
        told.look();
        start = web.bean(Feed.class).head().position();
    }

    @AfterEach
    void leave() throws IOException {
        for (BufferedReader reader : open) {
            reader.close();
        }
        http.shutdownNow();
        while (web.bean(FeedSeats.class).occupied() > 0) {
            Thread.onSpinWait();
        }
    }

    private BufferedReader listen(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        var reader =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
        open.add(reader);
        assertThat(block(reader)).containsExactly("retry: 1000");
        return reader;
    }

    /** The lines up to the next empty one. */
    private static List<String> block(BufferedReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
            lines.add(line);
        }
        return lines;
    }

    @Test
    void whatComesIsTold() throws Exception {
        BufferedReader reader = listen(web.to(STREAM));
        UUID id = told.price("default");
        told.look();
        List<String> block = block(reader);
        assertThat(block.get(0)).isEqualTo("id: " + (start + 1));
        assertThat(block.get(1)).isEqualTo("event: price.changed");
        assertThat(block.get(2))
                .startsWith("data: {\"specversion\":\"1.0\"")
                .contains(id.toString());
    }

    @Test
    void aReaderResumesWhereItWas() throws Exception {
        told.price("a");
        told.price("b");
        told.price("c");
        told.look();
        BufferedReader reader =
                listen(web.to(STREAM).header("Last-Event-ID", Long.toString(start + 1)));
        assertThat(block(reader).getFirst()).isEqualTo("id: " + (start + 2));
        assertThat(block(reader).getFirst()).isEqualTo("id: " + (start + 3));
    }

    @Test
    void aPositionThatIsTooOldIsReset() throws Exception {
        told.price("a");
        told.remove();
        UUID id = told.price("b");
        told.look();
        BufferedReader reader = listen(web.to(STREAM + "?after=" + start));
        assertThat(block(reader))
                .containsExactly(
                        "id: " + (start + 1),
                        "event: reset",
                        "data: {\"oldest\":\"" + (start + 1) + "\"}");
        assertThat(block(reader).get(2)).contains(id.toString());
    }

    @Test
    void silenceIsBroken() throws Exception {
        BufferedReader reader = listen(web.to(STREAM));
        assertThat(block(reader)).containsExactly(": still here", "id: " + start);
    }

    @Test
    void moreReadersThanAnAccountMayHaveAreRefused() throws Exception {
        listen(web.to(STREAM));
        listen(web.to(STREAM));
        var answer = web.get(STREAM);
        assertThat(answer.problem()).isEqualTo("rate-limited");
        assertThat(answer.at("/limit")).isEqualTo("2");
    }

    @Test
    void nonsenseIsRefusedBeforeTheStreamBegins() {
        assertThat(web.get(STREAM + "?types=x").problem()).isEqualTo("invalid-request");
        assertThat(web.send(web.to(STREAM).header("Last-Event-ID", "x")).problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void aRevokedKeyEndsWhatItHasBegun() throws Exception {
        var key = web.post("/api/v1/api-keys", "{\"name\": \"x\"}");
        BufferedReader reader =
                listen(web.anonymous(STREAM).header("X-API-Key", key.at("/secret")));
        assertThat(web.send(web.to("/api/v1/api-keys/" + key.at("/id")).DELETE()).status())
                .isEqualTo(200);
        assertThat(reader.lines()).allMatch(line -> !line.startsWith("data"));
    }

    @Test
    void howFarTheSlowestReaderIsBehindIsAMetric() throws Exception {
        var now = web.bean(InstantSource.class).instant();
        Pass pass =
                web.bean(PassIssuer.class).present(WebFixture.DEMO_KEY, "here", now).orElseThrow();
        var slow = new SlowSink();
        Thread.ofVirtual()
                .start(() ->
                        web.bean(EventStream.class)
                                .tell(
                                        pass.holder(now).orElseThrow(),
                                        pass,
                                        new Subscription(EnumSet.allOf(EventType.class), start),
                                        slow));
        told.price("a");
        told.price("b");
        told.look();
        slow.takes.await();
        assertThat(lag()).isEqualTo(2);
        slow.mayGo.countDown();
        Awaitility.await().until(() -> lag() == 0);
        slow.gone = true;
    }

    private static double lag() {
        return web.bean(MeterRegistry.class).get("spotdock.events.lag").gauge().value();
    }

    /** Takes the first events, and its time with them. */
    private static final class SlowSink implements EventSink {

        final CountDownLatch takes = new CountDownLatch(1);
        final CountDownLatch mayGo = new CountDownLatch(1);
        volatile boolean gone;

        @Override
        public boolean hasGone() {
            return gone;
        }

        @Override
        public void begin() {
            // at once
        }

        @Override
        public void events(List<StoredEvent> events) throws IOException {
            takes.countDown();
            try {
                mayGo.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void reset(long oldest) {
            // not here
        }

        @Override
        public void alive(long position) {
            // takes no time
        }
    }
}
