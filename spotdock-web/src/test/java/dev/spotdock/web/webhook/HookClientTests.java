package dev.spotdock.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.standardwebhooks.Webhook;
import dev.spotdock.web.webhook.CheckedNames.Lookup;
import dev.spotdock.web.webhook.Receiver.Received;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookClientTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** A busy machine is late; what is not bounded would take for ever. */
    private static final Duration LATEST = Duration.ofSeconds(10);

    private final SigningSecret secret = SigningSecret.generate(new SecureRandom());
    private final Receiver receiver = new Receiver();
    private final List<HookClient> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        receiver.close();
        for (HookClient client : clients) {
            client.close();
        }
    }

    private HookClient client(boolean loopback, Lookup lookup) {
        HookClient client =
                new HookClient(
                        HookSettings.of("timeout=1s", "connect-timeout=1s"),
                        new AddressRules(loopback),
                        lookup,
                        InstantSource.system());
        clients.add(client);
        return client;
    }

    private Reply send(String url) {
        return client(true, InetAddress::getAllByName).send(call(url));
    }

    private Call call(String url) {
        return new Call(url, new UUID(3, 3), "{\"a\":1}", List.of(secret));
    }

    @Test
    void aCallIsASignedPost() {
        Reply reply = send(receiver.url());
        assertThat(reply.status()).isEqualTo(204);
        Received received = receiver.received().getFirst();
        assertThat(received.id()).isEqualTo(new UUID(3, 3).toString());
        assertThat(received.header("Content-Type")).startsWith("application/json");
        assertThat(received.header("User-Agent")).isEqualTo("SpotDock-Webhooks/1");
        assertThat(received.headers()).doesNotContainKeys("Upgrade", "Cookie", "Authorization");
        assertThatCode(() ->
                        new Webhook(secret.text())
                                .verify(
                                        received.body(),
                                        HttpHeaders.of(received.headers(), (_, _) -> true)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) {
        try (Receiver other = new Receiver()) {
            receiver.answers(Receiver.status(status, "Location", other.url()));
            assertThat(send(receiver.url()).status()).isEqualTo(status);
            assertThat(other.received()).isEmpty();
        }
    }

    @Test
    void nothingIsRepeatedAndNoCookieKept() {
        receiver.answers(Receiver.status(503, "Set-Cookie", "a=b"));
        HookClient client = client(true, InetAddress::getAllByName);
        assertThat(client.send(call(receiver.url())).status()).isEqualTo(503);
        assertThat(client.send(call(receiver.url())).status()).isEqualTo(503);
        assertThat(receiver.received()).hasSize(2);
        assertThat(receiver.received().getLast().headers()).doesNotContainKey("Cookie");
    }

    @Test
    void askedForAPasswordItGivesNoneAndAsksNoMore() {
        receiver.answers(Receiver.status(401, "WWW-Authenticate", "Basic realm=x"));
        assertThat(send(receiver.url().replace("127.0.0.1", "localhost")).status()).isEqualTo(401);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void retryAfterIsTold() {
        receiver.answers(Receiver.status(429, "Retry-After", "120"));
        assertThat(send(receiver.url()).retryAfter()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void whoNeverAnswersIsGivenUp() {
        receiver.hangs();
        Reply reply = send(receiver.url());
        assertThat(reply.status()).isNull();
        assertThat(reply.error()).isEqualTo("did not answer within PT1S");
        assertThat(reply.took()).isBetween(TIMEOUT.minusMillis(50), LATEST);
    }

    @Test
    void whoAnswersByteByByteIsGivenUp() {
        AtomicInteger sent = new AtomicInteger();
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (sent.incrementAndGet() < 1_000) {
                out.write('x');
                out.flush();
                TimeUnit.MILLISECONDS.sleep(100);
            }
        });
        Reply reply = send(receiver.url());
        assertThat(reply.error()).isEqualTo("did not answer within PT1S");
        assertThat(reply.took()).isLessThan(LATEST);
        assertThat(sent).hasValueLessThan(1_000);
    }

    @Test
    void whoSendsHeadersForEverIsGivenUp() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> drip(server));
            Reply reply = send("http://127.0.0.1:%d/".formatted(server.getLocalPort()));
            assertThat(reply.status()).isNull();
            assertThat(reply.took()).isLessThan(LATEST);
        }
    }

    private static void drip(ServerSocket server) {
        try (var socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 600; i++) {
                out.write("a: b\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (IOException _) {
            // hung up, as it should
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void anAnswerWithoutEndIsReadToEightKibibytesOnly() throws InterruptedException {
        AtomicInteger blocks = new AtomicInteger();
        CountDownLatch hungUp = new CountDownLatch(1);
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (blocks.incrementAndGet() < 1_000_000) {
                    out.write(new byte[8_192]);
                }
            } catch (IOException e) {
                hungUp.countDown();
                throw e;
            }
        });
        Reply reply = send(receiver.url());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.succeeded()).isTrue();
        assertThat(hungUp.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(blocks).hasValueLessThan(100_000);
    }

    @Test
    void aSmallAnswerLeavesTheConnectionOpenForTheNextCall() {
        List<Integer> ports = new ArrayList<>();
        receiver.answers(exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[2]);
        });
        HookClient client = client(true, InetAddress::getAllByName);
        client.send(call(receiver.url()));
        client.send(call(receiver.url()));
        assertThat(ports).hasSize(2);
        assertThat(ports.getFirst()).isEqualTo(ports.getLast());
    }

    @Test
    void whatListensOnThisMachineIsNotReachedByAnyName() {
        for (String host : List.of("127.0.0.1", "localhost", "2130706433", "127.1")) {
            Reply reply =
                    client(false, InetAddress::getAllByName)
                            .send(call("http://%s:%d/".formatted(host, receiver.port())));
            assertThat(reply.error())
                    .as(host)
                    .isEqualTo("leads to an internal address, which is not called");
        }
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void aNameIsLookedUpOncePerConnectionAndThatAnswerIsConnectedTo() {
        AtomicInteger lookups = new AtomicInteger();
        Lookup rebinding =
                _ ->
                        new InetAddress[] {
                            InetAddress.ofLiteral(
                                    lookups.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")
                        };
        HookClient client = client(true, rebinding);
        String url = "http://rebinds.example:%d/".formatted(receiver.port());
        receiver.answers(Receiver.status(204, "Connection", "close"));
        assertThat(client.send(call(url)).status()).isEqualTo(204);
        assertThat(lookups).hasValue(1);
        assertThat(client.send(call(url)).error()).contains("internal");
        assertThat(lookups).hasValue(2);
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void aClosedPortAndAnUnknownNameAreFailures() throws IOException {
        int closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = server.getLocalPort();
        }
        assertThat(send("http://127.0.0.1:%d/".formatted(closed)).error())
                .isEqualTo("could not be connected to");
        Lookup nobody =
                _ -> {
                    throw new UnknownHostException();
                };
        assertThat(client(true, nobody).send(call("http://nobody.example/")).error())
                .startsWith("the host has no");
    }

    @Test
    void whatIsNoHttpAndNoTlsIsAFailure() throws IOException {
        assertThat(sendToNonsense("http")).startsWith("closed the connection");
        assertThat(sendToNonsense("https")).startsWith("TLS failed");
    }

    private @Nullable String sendToNonsense(String scheme) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(() -> {
                        try (var socket = server.accept()) {
                            socket.getOutputStream()
                                    .write("nonsense\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        } catch (IOException _) {
                            // hung up
                        }
                    });
            return send("%s://127.0.0.1:%d/".formatted(scheme, server.getLocalPort())).error();
        }
    }
}
