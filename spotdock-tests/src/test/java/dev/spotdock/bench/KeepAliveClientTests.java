package dev.spotdock.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepAliveClientTests {

    private HttpServer server;
    private KeepAliveClient client;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        client =
                new KeepAliveClient(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.stop(0);
    }

    @Test
    void readsBodiesOfKnownLengthAndChunkedOnesOnOneConnection() throws Exception {
        echo("/length", false);
        echo("/chunked", true);
        for (int i = 0; i < 3; i++) {
            assertThat(client.post("key", "/length", "{\"a\":1}").body())
                    .isEqualTo("Bearer key {\"a\":1}");
            assertThat(client.get("key", "/chunked").body()).isEqualTo("Bearer key ");
        }
    }

    @Test
    void connectsAgainWhenTheServerCloses() throws Exception {
        server.createContext(
                "/close",
                exchange -> {
                    exchange.getResponseHeaders().set("Connection", "close");
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        assertThat(client.get("key", "/close").status()).isEqualTo(404);
        assertThat(client.get("key", "/close").status()).isEqualTo(404);
    }

    private void echo(String path, boolean chunked) {
        server.createContext(
                path,
                exchange -> {
                    String sent =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    byte[] body =
                            (exchange.getRequestHeaders().getFirst("Authorization") + " " + sent)
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(201, chunked ? 0 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }
}
