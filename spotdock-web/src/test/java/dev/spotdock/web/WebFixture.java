package dev.spotdock.web;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.Ids;
import dev.spotdock.web.security.Accounts;
import dev.spotdock.web.security.ApiKeys;
import dev.spotdock.web.security.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Starts {@link WebApp} once for all tests with the same settings and speaks HTTP with it. */
public final class WebFixture implements BeforeEachCallback {

    public static final String OPERATOR_KEY = "operator-key-of-at-least-32-characters";
    public static final String DEMO_KEY = "demo-key-of-at-least-32-characters-too";

    private static final JsonMapper JSON = new JsonMapper();

    /** What most tests want; a fixture's own settings come before these. */
    private static final String[] SETTINGS = {
        "server.port=0",
        "spring.flyway.locations=classpath:db/migration/web",
        "spring.datasource.url=WebApp's", // so that none is started in the user's own folder
        "spring.data.redis.host=none",
        "spotdock.bootstrap.demo=true",
        "spotdock.bootstrap.operator-key=" + OPERATOR_KEY,
        "spotdock.bootstrap.demo-key=" + DEMO_KEY,
        "spotdock.web.logs.poll-every=10ms",
        "spotdock.web.logs.followers-limit=1",
        "spotdock.web.events.readers-per-account=2",
        "spotdock.web.events.heartbeat=200ms",
        "spotdock.web.bounds.body-within=3s",
        "spotdock.web.limits.reads=1000000000",
        "spotdock.web.limits.writes=1000000000",
        "spotdock.web.limits.anonymous=1000000000",
        "spotdock.web.limits.refused=1000000000",
        "management.endpoint.health.group.readiness.include=db"
    };

    private static final Map<List<String>, ConfigurableApplicationContext> STARTED =
            new ConcurrentHashMap<>();

    private final List<String> own;
    private final HttpClient http = HttpClient.newHttpClient();

    /**
     * @param own settings of this fixture alone, {@code name=value}; each different set is another
     *     application
     */
    public WebFixture(String... own) {
        this.own = List.of(own);
    }

    private ConfigurableApplicationContext context() {
        return STARTED.computeIfAbsent(
                own,
                settings ->
                        new SpringApplicationBuilder(WebApp.class)
                                .run(arguments(settings).toArray(String[]::new)));
    }

    private static List<String> arguments(List<String> own) {
        Map<String, String> settings = new LinkedHashMap<>();
        Stream.concat(Stream.of(SETTINGS), own.stream())
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> settings.put(setting[0], setting[1]));
        return settings.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toList();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        market().reset();
        bean(RecordingGateway.class).reset();
        bean(ManualClock.class).reset();
        bean(JdbcClient.class).sql("delete from web.idempotency").update();
    }

    public <T> T bean(Class<T> type) {
        return context().getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return context().getBean(name, type);
    }

    public FakeMarket market() {
        return bean(FakeMarket.class);
    }

    public int port() {
        return Integer.parseInt(
                context().getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** A new account and its key. */
    public String newKey(String email, Role... roles) {
        AccountId account = new AccountId(bean(Ids.class).next());
        bean(Accounts.class).add(account, email, "Somebody", Set.of(roles), FakeBids.NOW);
        return bean(ApiKeys.class).issue(account, "test", FakeBids.NOW);
    }

    /** A request with the demo account's key, to be changed at will. */
    public HttpRequest.Builder to(String path) {
        return anonymous(path).header("Authorization", "Bearer " + DEMO_KEY);
    }

    public HttpRequest.Builder asOperator(String path) {
        return anonymous(path).header("X-API-Key", OPERATOR_KEY);
    }

    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path));
    }

    public Answer get(String path) {
        return send(to(path));
    }

    public Answer post(String path, String json) {
        return send(to(path).header("Content-Type", "application/json"), json);
    }

    public Answer send(HttpRequest.Builder request, String body) {
        return send(request.POST(BodyPublishers.ofString(body)));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An answer, easy to look into. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public String text() {
            return response.body();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        /** The text or number at a JSON pointer. */
        public String at(String pointer) {
            return json().at(pointer).asString();
        }

        /** The problem's code, after a look at its form. */
        public String problem() {
            if (!"application/problem+json".equals(header("Content-Type"))
                    || json().at("/status").asInt() != status()
                    || at("/traceId").isEmpty()) {
                throw new AssertionError("no problem: %s %s".formatted(response, text()));
            }
            return at("/type").replace("urn:spotdock:problem:", "");
        }
    }
}
