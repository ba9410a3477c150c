package dev.spotdock.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.ManualClock;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class IdentityAuditTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String PASSWORD = "a long enough password";

    @BeforeEach
    void nothingHasHappenedYet() {
        web.bean(JdbcClient.class).sql("delete from web.login_attempt").update();
        web.bean(JdbcClient.class).sql("delete from web.audit_event").update();
        web.bean(ManualClock.class).advance(Duration.ofMinutes(1));
    }

    private static Answer post(String key, String path, String body) {
        var request = web.anonymous(path).header("Content-Type", "application/json");
        if (!key.isEmpty()) {
            request.header("X-API-Key", key);
        }
        return web.send(request, body);
    }

    private static String credentials(String email, String password) {
        return "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password);
    }

    private static Answer events(String query) {
        Answer answer = web.send(web.asOperator("/api/v1/audit-events" + query));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer;
    }

    /** Newest first: {@code login refused}. */
    private static List<String> happened() {
        return events("")
                .json()
                .at("/items")
                .valueStream()
                .map(event -> event.at("/type").asString() + " " + event.at("/result").asString())
                .toList();
    }

    @Test
    void everyAuthenticationEventIsThereWithWhoFromWhereAndWithoutSecrets() {
        String id =
                post("", "/api/v1/accounts", credentials("audited@example.com", PASSWORD))
                        .at("/id");
        post("", "/api/v1/tokens", credentials("audited@example.com", "a wrong password"));
        String token =
                post("", "/api/v1/tokens", credentials("audited@example.com", PASSWORD))
                        .at("/token");
        Answer made = post(token, "/api/v1/api-keys", "{\"name\": \"k\"}");
        String key = made.at("/secret");
        web.send(
                web.anonymous("/api/v1/api-keys/" + made.at("/id"))
                        .header("X-API-Key", token)
                        .DELETE());
        web.send(web.anonymous("/api/v1/me").header("X-API-Key", key));
        web.send(web.anonymous("/api/v1/me").header("X-API-Key", token + "x"));
        web.send(web.anonymous("/api/v1/me").header("X-API-Key", "nothing like a key"));
        assertThat(happened())
                .containsExactly(
                        "token refused",
                        "key refused",
                        "key-revoked done",
                        "key-made done",
                        "login done",
                        "login refused",
                        "registration done");
        Answer own = events("?account=" + id + "&limit=3");
        assertThat(own.json().at("/items")).hasSize(3);
        assertThat(own.json().at("/items").findValuesAsString("address")).contains("127.0.0.1");
        assertThat(own.at("/items/0/traceId")).isNotBlank();
        assertThat(events("").text())
                .doesNotContain(PASSWORD)
                .doesNotContain("wrong password")
                .doesNotContain(key.substring(17))
                .doesNotContain(token)
                .doesNotContain("audited@example.com");
    }

    @Test
    void whatAnOperatorDoesIsThereAndHowItEnded() {
        String key = web.newKey("promoted@example.com", Role.BIDDER);
        String id = web.send(web.anonymous("/api/v1/me").header("X-API-Key", key)).at("/id");
        post(WebFixture.OPERATOR_KEY, "/api/v1/nodes/sim-1/cordon", "");
        post(WebFixture.OPERATOR_KEY, "/api/v1/nodes", "{}");
        web.market().failure = new IllegalStateException("broken");
        post(WebFixture.OPERATOR_KEY, "/api/v1/nodes/sim-1/drain", "");
        web.market().failure = null;
        web.send(
                web.asOperator("/api/v1/accounts/" + id)
                        .header("If-Match", "*")
                        .header("Content-Type", "application/json")
                        .method(
                                "PATCH",
                                BodyPublishers.ofString("{\"roles\": [\"seller\", \"bidder\"]}")));
        assertThat(happened())
                .containsExactly(
                        "account-changed done",
                        "operator-action 200",
                        "operator-action 500",
                        "operator-action 400",
                        "operator-action 200");
        Answer actions = events("?type=operator-action");
        assertThat(actions.at("/items/3/subject")).isEqualTo("/api/v1/nodes/sim-1/cordon");
        assertThat(actions.at("/items/3/detail")).isEqualTo("POST");
        assertThat(actions.at("/items/3/accountId"))
                .isEqualTo(web.send(web.asOperator("/api/v1/me")).at("/id"));
    }

    @Test
    void whatABidderDoesIsNoOperatorsAction() {
        post(WebFixture.DEMO_KEY, "/api/v1/nodes/sim-1/cordon", "");
        assertThat(happened()).isEmpty();
    }

    @Test
    void theLogIsForOperatorsAndPaged() {
        assertThat(web.get("/api/v1/audit-events").problem()).isEqualTo("forbidden");
        AuditLog log = web.bean(AuditLog.class);
        for (int i = 0; i < 3; i++) {
            log.record(AuditEvent.of("test", "done"));
        }
        Answer first = events("?type=test&limit=2");
        assertThat(events("?type=test&cursor=" + first.at("/next")).json().at("/items")).hasSize(1);
        String now = web.bean(ManualClock.class).instant().toString();
        assertThat(events("?type=test&to=" + now).json().at("/items")).isEmpty();
        assertThat(events("?type=test&from=" + now).json().at("/items")).hasSize(3);
        assertThat(
                        web.send(
                                        web.asOperator(
                                                "/api/v1/audit-events?account=x&from=y&to=+1000000000-01-01T00:00:00Z"))
                                .json()
                                .at("/errors"))
                .hasSize(3);
    }

    @Test
    void refusalsThatAnybodyCanCauseAreBoundedAndOldEventsForgotten() {
        AuditProperties few =
                new AuditProperties(Duration.ofDays(1), Duration.ofMinutes(1), 100, 2);
        ManualClock clock = web.bean(ManualClock.class);
        AuditLog log =
                new AuditLog(
                        web.bean(JdbcClient.class), clock, few, web.bean(BriefQuestions.class));
        for (int i = 0; i < 5; i++) {
            log.recordRefusal(AuditEvent.of("key", "refused"));
        }
        assertThat(happened()).hasSize(2);
        clock.advance(Duration.ofMinutes(1));
        log.recordRefusal(AuditEvent.of("key", "refused"));
        assertThat(happened()).hasSize(3);
        var retention = new AuditRetention(web.bean(AuditTrail.class), few);
        retention.runOnce(clock.instant().plus(Duration.ofHours(23)));
        assertThat(happened()).hasSize(3);
        retention.runOnce(clock.instant().plus(Duration.ofDays(1)));
        assertThat(happened()).isEmpty();
    }
}
