package dev.spotdock.web.rest.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class AccountsTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String PASSWORD = "a long enough password";

    @BeforeEach
    void nobodyHasFailedYet() {
        web.bean(JdbcClient.class).sql("delete from web.login_attempt").update();
    }

    private static Answer as(String key, String path) {
        return web.send(web.anonymous(path).header("X-API-Key", key));
    }

    private static Answer patch(String key, String id, String ifMatch, String body) {
        return web.send(
                web.anonymous("/api/v1/accounts/" + id)
                        .header("X-API-Key", key)
                        .header("If-Match", ifMatch)
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString(body)));
    }

    private static Answer patch(String id, String ifMatch, String body) {
        return patch(WebFixture.OPERATOR_KEY, id, ifMatch, body);
    }

    private static String body(String email) {
        return "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, PASSWORD);
    }

    private static String tokenOf(String email) {
        web.send(
                web.anonymous("/api/v1/accounts").header("Content-Type", "application/json"),
                body(email));
        return web.send(
                        web.anonymous("/api/v1/tokens").header("Content-Type", "application/json"),
                        body(email))
                .at("/token");
    }

    @Test
    void anOperatorFindsAccountsByEmailAndPageByPage() {
        for (int i = 0; i < 3; i++) {
            web.newKey("paged%d@example.com".formatted(i), Role.BIDDER);
        }
        Answer one = web.send(web.asOperator("/api/v1/accounts?email=PAGED1@example.com"));
        assertThat(one.json().at("/items")).hasSize(1);
        assertThat(one.at("/items/0/email")).isEqualTo("paged1@example.com");
        Answer first = web.send(web.asOperator("/api/v1/accounts?limit=2"));
        assertThat(first.json().at("/items").findValuesAsString("email"))
                .containsExactly("paged2@example.com", "paged1@example.com");
        Answer second =
                web.send(web.asOperator("/api/v1/accounts?limit=2&cursor=" + first.at("/next")));
        assertThat(second.at("/items/0/email")).isEqualTo("paged0@example.com");
        assertThat(web.get("/api/v1/accounts").problem()).isEqualTo("forbidden");
    }

    @Test
    void somebodyElsesAccountIsNotFound() {
        String own = web.get("/api/v1/me").at("/id");
        String other = web.send(web.asOperator("/api/v1/me")).at("/id");
        assertThat(web.get("/api/v1/accounts/" + own).at("/version")).isEqualTo("0");
        assertThat(web.get("/api/v1/accounts/" + other).problem()).isEqualTo("not-found");
        assertThat(web.get("/api/v1/accounts/" + new java.util.UUID(1, 1)).problem())
                .isEqualTo("not-found");
        assertThat(web.send(web.asOperator("/api/v1/accounts/" + own)).header("ETag"))
                .isEqualTo("\"0\"");
    }

    @Test
    void aChangedAccountsTokensEndAtOnceAndItsKeysFollow() {
        String key = web.newKey("rising@example.com", Role.BIDDER);
        String id = as(key, "/api/v1/me").at("/id");
        String token = tokenOf("changed@example.com");
        String tokens = as(token, "/api/v1/me").at("/id");
        assertThat(as(key, "/api/v1/nodes").problem()).isEqualTo("forbidden");
        Answer changed = patch(id, "\"0\"", "{\"roles\": [\"bidder\", \"operator\"]}");
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.header("ETag")).isEqualTo("\"1\"");
        assertThat(as(key, "/api/v1/nodes").status()).isEqualTo(200);
        assertThat(patch(tokens, "*", "{\"roles\": [\"seller\"]}").status()).isEqualTo(200);
        assertThat(as(token, "/api/v1/me").problem()).isEqualTo("unauthenticated");
    }

    @Test
    void aDisabledAccountsCredentialsEndAtOnce() {
        String key = web.newKey("ended@example.com", Role.BIDDER);
        String id = as(key, "/api/v1/me").at("/id");
        assertThat(patch(id, "*", "{\"disabled\": true}").at("/disabled")).isEqualTo("true");
        assertThat(as(key, "/api/v1/me").problem()).isEqualTo("unauthenticated");
        assertThat(patch(id, "*", "{\"disabled\": false}").status()).isEqualTo(200);
        assertThat(as(key, "/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void theVersionMustBeNamedAndBeTheOneThatIs() {
        String id = as(web.newKey("versioned@example.com", Role.BIDDER), "/api/v1/me").at("/id");
        assertThat(patch(id, "\"7\"", "{\"disabled\": true}").problem())
                .isEqualTo("version-mismatch");
        assertThat(
                        web.send(
                                        web.asOperator("/api/v1/accounts/" + id)
                                                .header("Content-Type", "application/json")
                                                .method("PATCH", BodyPublishers.ofString("{}")))
                                .problem())
                .isEqualTo("version-required");
        assertThat(patch(id, "\"0\"", "{}").header("ETag")).isEqualTo("\"0\"");
        assertThat(
                        patch(id, "\"0\"", "{\"roles\": [\"king\"], \"disabled\": 1, \"id\": 2}")
                                .json()
                                .at("/errors"))
                .hasSize(3);
        assertThat(patch(id, "\"0\"", "{\"roles\": []}").problem()).isEqualTo("invalid-request");
        assertThat(patch(WebFixture.DEMO_KEY, id, "*", "{}").problem()).isEqualTo("forbidden");
    }

    @Test
    void theLastOperatorStays() throws Exception {
        String first = web.send(web.asOperator("/api/v1/me")).at("/id");
        String key = web.newKey("second@example.com", Role.OPERATOR);
        String second = as(key, "/api/v1/me").at("/id");
        web.bean(JdbcClient.class)
                .sql(
                        "update web.account set roles = '{bidder}' where id not in"
                                + " (cast(? as uuid), cast(? as uuid))")
                .params(first, second)
                .update();
        List<Callable<Integer>> both =
                List.of(
                        () -> patch(first, "*", "{\"disabled\": true}").status(),
                        () -> patch(key, second, "*", "{\"roles\": [\"bidder\"]}").status());
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Integer> statuses = new java.util.ArrayList<>();
            for (var one : threads.invokeAll(both)) {
                statuses.add(one.get());
            }
            // Whoever comes second is the last one, or no operator any more.
            assertThat(statuses).contains(200).doesNotContain(500).isNotEqualTo(List.of(200, 200));
        } finally {
            web.bean(JdbcClient.class)
                    .sql(
                            "update web.account set disabled = false, roles = '{bidder,operator}',"
                                    + " version = version + 1 where id = cast(? as uuid)")
                    .param(first)
                    .update();
            web.bean(dev.spotdock.web.ManualClock.class).advance(java.time.Duration.ofSeconds(6));
            patch(second, "*", "{\"disabled\": true}");
        }
        assertThat(patch(first, "*", "{\"roles\": [\"bidder\"]}").problem()).isEqualTo("conflict");
        assertThat(patch(first, "*", "{\"disabled\": true}").problem()).isEqualTo("conflict");
    }
}
