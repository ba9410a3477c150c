package dev.spotdock.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/**
 * Where a running installation and its servers are.
 *
 * @param base of the HTTP API
 */
public record Deployment(
        URI base,
        String jdbcUrl,
        String user,
        String password,
        String redisHost,
        int redisPort,
        String redisPassword) {

    public static final String OPERATOR_KEY = "operator-key-of-the-tests-0123456789abcdef";
    public static final String DEMO_KEY = "demo-key-of-the-tests-0123456789abcdef-xyz";

    /** The label that its containers carry. */
    public String installation() {
        return database()
                .sql("select id::text from compute.installation")
                .query(String.class)
                .single();
    }

    /** Arguments that make another process use the same servers, and more. */
    public String[] arguments(String... more) {
        return Stream.concat(
                        Stream.of(
                                "--spring.datasource.url=" + jdbcUrl,
                                "--spring.datasource.username=" + user,
                                "--spring.datasource.password=" + password,
                                "--spring.data.redis.host=" + redisHost,
                                "--spring.data.redis.port=" + redisPort,
                                "--spring.data.redis.password=" + redisPassword),
                        Stream.of(more))
                .toArray(String[]::new);
    }

    /** The database, past SpotDock. */
    public JdbcClient database() {
        return JdbcClient.create(new DriverManagerDataSource(jdbcUrl, user, password));
    }

    /** How many transactions PostgreSQL has ended so far because they waited for each other. */
    public long deadlocks() {
        return database()
                .sql("select deadlocks from pg_stat_database where datname = current_database()")
                .query(Long.class)
                .single();
    }

    public SpotDockClient demo() {
        return new SpotDockClient(base, DEMO_KEY);
    }

    public SpotDockClient operator() {
        return new SpotDockClient(base, OPERATOR_KEY);
    }

    /** An account with a token, known by a name that nobody else has, as anybody makes one. */
    public SpotDockClient logIn(String name) {
        Map<String, String> login =
                Map.of("email", name + "@example.org", "password", "password of " + name);
        made(demo(), "/api/v1/accounts", login);
        String token = made(demo(), "/api/v1/tokens", login).path("token").asString();
        return new SpotDockClient(base, token);
    }

    /** The same with a key. */
    public SpotDockClient register(String name) {
        JsonNode key = made(logIn(name), "/api/v1/api-keys", Map.of("name", name));
        return new SpotDockClient(base, key.path("secret").asString());
    }

    /** Puts money into an account's wallet. */
    public void deposit(SpotDockClient account, String amount) {
        made(
                operator(),
                "/api/v1/wallets/" + account.accountId() + "/deposits",
                Map.of(
                        "amount",
                        Map.of("amount", amount),
                        "reference",
                        SpotDockClient.newOperation()));
    }

    private static JsonNode made(SpotDockClient client, String path, Map<String, ?> body) {
        SpotDockClient.Answer answer = client.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.body();
    }
}
