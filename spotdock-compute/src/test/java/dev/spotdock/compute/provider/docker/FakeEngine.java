package dev.spotdock.compute.provider.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An engine that says what a test tells it to, on a port of the loopback. */
final class FakeEngine implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile String last = "";

    /** Answers the questions of a start. */
    FakeEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        on("/version", 200, "{\"Version\":\"fake\",\"ApiVersion\":\"1.41\"}");
        on("/info", 200, "{\"NCPU\":8,\"MemTotal\":17179869184}");
    }

    /** The path without version and query ends in this; the last one told wins. */
    void on(String path, int status, String body) {
        answers.put(path, new Answer(status, body, false));
    }

    /** Sends this much and then nothing until it {@link #goesOn} or is closed. */
    void hangs(String path, String body) {
        answers.put(path, new Answer(200, body, true));
    }

    /** What hangs says this and ends. */
    void goesOn(String rest) {
        last = rest;
        goOn.countDown();
    }

    /** Method, path and query of every call. */
    List<String> asked() {
        return asked;
    }

    /** What came with the calls, but for the empty ones, in their order. */
    List<String> bodies() {
        return bodies;
    }

    DockerProperties properties(String name, String value) {
        return properties(Map.of(name, value));
    }

    DockerProperties properties(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("host", "tcp://127.0.0.1:" + server.getAddress().getPort());
        return DockerScenario.properties(all);
    }

    DockerProperties properties() {
        return properties("response-timeout", "2s");
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String path = exchange.getRequestURI().getPath();
        Answer answer =
                answers.entrySet().stream()
                        .filter(entry -> path.endsWith(entry.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(new Answer(404, "{\"message\":\"no such thing\"}", false));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (!body.isEmpty()) {
            bodies.add(body);
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer.body.getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (answer.hangs) {
                goOn.await();
                out.write(last.getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        goOn.countDown();
        server.stop(0);
    }

    private record Answer(int status, String body, boolean hangs) {}
}
