package dev.spotdock.channels;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A partner's receiver, which checks signatures as the published library does; may be away. */
final class HookReceiver extends Follower {

    private final AtomicInteger forged = new AtomicInteger();
    private int port;
    private @Nullable HttpServer server;
    private volatile @Nullable Webhook library;

    HookReceiver() {
        super(List::of);
    }

    /** Listens, at the same place as before. */
    void open() throws IOException {
        HttpServer opened =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
        opened.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        opened.createContext("/", this::take);
        opened.start();
        port = opened.getAddress().getPort();
        server = opened;
    }

    /** Nobody answers there any more. */
    void leave() {
        if (server != null) {
            server.stop(0);
        }
    }

    String url() {
        return "http://127.0.0.1:%d/".formatted(port);
    }

    void trust(String secret) throws EmptyWebhookSecretException {
        library = new Webhook(secret);
    }

    int forged() {
        return forged.get();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Webhook checks = library;
            boolean genuine =
                    checks != null
                            && isGenuine(
                                    checks,
                                    body,
                                    HttpHeaders.of(exchange.getRequestHeaders(), (_, _) -> true));
            if (genuine) {
                hear(Told.of(JsonMapper.shared().readTree(body)));
            } else {
                forged.incrementAndGet();
            }
            exchange.sendResponseHeaders(genuine ? 204 : 400, -1);
        }
    }

    private static boolean isGenuine(Webhook library, String body, HttpHeaders headers) {
        try {
            library.verify(body, headers);
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        }
    }

    @Override
    void follow(URI nowhere) {
        throw new IllegalStateException("it is called, and calls nobody");
    }

    @Override
    public void close() {
        super.close();
        leave();
    }
}
