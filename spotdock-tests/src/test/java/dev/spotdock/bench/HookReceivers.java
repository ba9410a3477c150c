package dev.spotdock.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Servers on this machine, each on a port of its own, that note how old an event is. */
final class HookReceivers implements AutoCloseable {

    private static final Pattern TIME = Pattern.compile("\"time\":\"([^\"]+)\"");

    private final List<HttpServer> servers = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Long> agesMillis = new ArrayList<>();
    private long hung;

    HookReceivers(int count, boolean firstHangs) throws IOException {
        for (int i = 0; i < count; i++) {
            boolean hangs = firstHangs && i == 0;
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, hangs));
            server.start();
            servers.add(server);
        }
    }

    private void answer(HttpExchange exchange, boolean hangs) throws IOException {
        try (exchange) {
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            note(body, hangs);
            if (hangs) {
                closing.await();
            }
            exchange.sendResponseHeaders(204, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void note(String body, boolean hangs) {
        if (hangs) {
            hung++;
            return;
        }
        Matcher time = TIME.matcher(body);
        if (time.find()) {
            agesMillis.add(
                    Instant.now().toEpochMilli() - Instant.parse(time.group(1)).toEpochMilli());
        }
    }

    List<String> urls() {
        return servers.stream()
                .map(server -> "http://127.0.0.1:%d/".formatted(server.getAddress().getPort()))
                .toList();
    }

    synchronized int count() {
        return agesMillis.size();
    }

    /** Calls that the one has got that hangs. */
    synchronized long hung() {
        return hung;
    }

    /** How old events were when they came, milliseconds, sorted. */
    synchronized List<Long> ages() {
        return agesMillis.stream().sorted().toList();
    }

    @Override
    public void close() {
        closing.countDown();
        servers.forEach(server -> server.stop(0));
        threads.shutdownNow();
    }
}
