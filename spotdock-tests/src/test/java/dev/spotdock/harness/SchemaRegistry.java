package dev.spotdock.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The calls of Apicurio Registry's API, version 3, that its serializers and deserializers make:
 * schemas are stored under a group and a name, and read by the id of their content. Not Apicurio's
 * server, of which there is none to be had as a library. It wants a login.
 */
public final class SchemaRegistry implements AutoCloseable {

    private static final String API = "/apis/registry/v3";
    private static final String USER = "spotdock";
    private static final String PASSWORD = "registry-9f2c";
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
    private static final Pattern ARTIFACTS = Pattern.compile(API + "/groups/([^/]+)/artifacts");
    private static final Pattern CONTENT =
            Pattern.compile(API + "/ids/contentIds/(\\d+)(/references)?");
    private static final JsonMapper JSON = JsonMapper.shared();

    /** An id of a content is its place in here, from 1. */
    private final List<Artifact> stored = new ArrayList<>();

    private final HttpServer server;
    private volatile boolean away = true;

    private record Artifact(String group, String name, String content) {}

    /** One that is away until {@link #start}: it hangs up on whoever calls. */
    public SchemaRegistry() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    public void start() {
        away = false;
    }

    /** What was stored is kept. */
    public void stop() {
        away = true;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + API;
    }

    /** Arguments that make SpotDock tell events as Avro. */
    public String[] arguments() {
        return new String[] {
            "--spotdock.kafka.schema-registry.url=" + url(),
            "--spotdock.kafka.schema-registry.username=" + USER,
            "--spotdock.kafka.schema-registry.password=" + PASSWORD
        };
    }

    /** What Apicurio's deserializer needs. */
    public Map<String, Object> deserializer() {
        return Map.of(
                "apicurio.registry.url",
                url(),
                "apicurio.registry.http.adapter",
                "JDK",
                "apicurio.registry.auth.username",
                USER,
                "apicurio.registry.auth.password",
                PASSWORD,
                "apicurio.registry.headers.enabled",
                true);
    }

    /** {@code group/name} of each schema, in the order in which they were stored. */
    public synchronized List<String> schemas() {
        return stored.stream().map(each -> each.group() + "/" + each.name()).toList();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (away) {
                return;
            }
            if (!LOGIN.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, "{\"status\":401,\"title\":\"who are you?\"}");
                return;
            }
            String path = exchange.getRequestURI().getPath();
            Matcher artifacts = ARTIFACTS.matcher(path);
            Matcher content = CONTENT.matcher(path);
            if (exchange.getRequestMethod().equals("POST") && artifacts.matches()) {
                JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
                send(exchange, 200, created(artifacts.group(1), body));
            } else if (content.matches() && Integer.parseInt(content.group(1)) <= stored.size()) {
                Artifact found = stored.get(Integer.parseInt(content.group(1)) - 1);
                send(exchange, 200, content.group(2) == null ? found.content() : "[]");
            } else {
                send(exchange, 404, "{\"status\":404,\"title\":\"not found\"}");
            }
        }
    }

    /** {@code ifExists=FIND_OR_CREATE_VERSION}: the same content under the same name is one. */
    private String created(String group, JsonNode body) {
        String name = body.path("artifactId").asString();
        Artifact artifact =
                new Artifact(
                        group,
                        name,
                        body.path("firstVersion").path("content").path("content").asString());
        if (!stored.contains(artifact)) {
            stored.add(artifact);
        }
        int id = stored.indexOf(artifact) + 1;
        return """
        {"artifact": {"groupId": "%1$s", "artifactId": "%2$s", "artifactType": "AVRO"},
         "version": {"groupId": "%1$s", "artifactId": "%2$s", "artifactType": "AVRO",
           "version": "%3$d", "globalId": %3$d, "contentId": %3$d, "state": "ENABLED"}}\
        """
                .formatted(group, name, id);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
