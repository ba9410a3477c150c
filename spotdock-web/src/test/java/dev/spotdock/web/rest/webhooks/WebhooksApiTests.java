package dev.spotdock.web.rest.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.feed.Feed;
import dev.spotdock.web.feed.Told;
import dev.spotdock.web.security.Role;
import dev.spotdock.web.webhook.Receiver;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class WebhooksApiTests {

    @RegisterExtension
    static final WebFixture web =
            new WebFixture("spotdock.webhooks.per-account=3", "spotdock.webhooks.timeout=2s");

    @RegisterExtension
    static final WebFixture local =
            new WebFixture("spotdock.webhooks.allow-loopback=true", "spotdock.webhooks.timeout=2s");

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String HOOKS = "/api/v1/webhooks";
    private static final String URL = "https://hooks.customer.example/a";
    private static final String BODY = "{\"url\": \"%s\"}".formatted(URL);

    private final String key = newKey(web);

    private static String newKey(WebFixture at) {
        return at.newKey("hooks-%d@example.com".formatted(NUMBER.incrementAndGet()), Role.BIDDER);
    }

    private static HttpRequest.Builder as(WebFixture at, String key, String path) {
        return at.anonymous(path).header("X-API-Key", key);
    }

    private static Answer post(WebFixture at, String key, String path, String body) {
        return at.send(as(at, key, path).header("Content-Type", "application/json"), body);
    }

    private Answer make(String body) {
        return post(web, key, HOOKS, body);
    }

    private Answer get(String path) {
        return web.send(as(web, key, path));
    }

    private Answer patch(String id, String body, @Nullable String version) {
        HttpRequest.Builder request =
                as(web, key, HOOKS + "/" + id).header("Content-Type", "application/json");
        if (version != null) {
            request.header("If-Match", version);
        }
        return web.send(request.method("PATCH", BodyPublishers.ofString(body)));
    }

    @Test
    void itsSecretIsShownOnceAndStoredEncrypted() {
        Answer made = make(BODY);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String id = made.at("/id");
        assertThat(made.header("Location")).isEqualTo(HOOKS + "/" + id);
        assertThat(made.at("/secret")).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(made.text()).contains("\"types\":[\"*\"]", "\"enabled\":true");
        Answer shown = get(HOOKS + "/" + id);
        assertThat(shown.header("ETag")).isEqualTo("\"0\"");
        assertThat(shown.json().has("secret")).isFalse();
        assertThat(get(HOOKS).json().at("/items")).hasSize(1);
        assertThat(get(HOOKS).text()).doesNotContain("whsec_");
        byte[] stored =
                web.bean(JdbcClient.class)
                        .sql("select secret from webhook.endpoint where id = :id::uuid")
                        .param("id", id)
                        .query(byte[].class)
                        .single();
        byte[] secret =
                java.util.Base64.getDecoder()
                        .decode(made.at("/secret").substring("whsec_".length()));
        assertThat(stored).hasSize(1 + 12 + 32 + 16);
        assertThat(HexFormat.of().formatHex(stored))
                .doesNotContain(HexFormat.of().formatHex(secret));
    }

    @Test
    void anOwnSecretIsTakenAndARepeatedRequestShowsNone() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        String body = "{\"url\": \"%s\", \"secret\": \"%s\"}".formatted(URL, secret);
        Answer first = repeat(body);
        Answer second = repeat(body);
        assertThat(first.at("/secret")).isEqualTo(secret);
        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
        assertThat(second.json().has("secret")).isFalse();
        assertThat(second.header("ETag")).isEqualTo("\"0\"");
    }

    private Answer repeat(String body) {
        return web.send(
                as(web, key, HOOKS)
                        .header("Idempotency-Key", "k")
                        .header("Content-Type", "application/json"),
                body);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /url",
                "{\"url\": \"http://127.0.0.1/#x\", \"types\": [], \"secret\": \"s\", \"x\": 1} | /x /url /url /url /types /secret",
                "{\"url\": \"https://a.example\", \"types\": [\"bid.*\", \"bid.nonsense\", \"*.*\", \"\"]} | /types/1 /types/2 /types/3",
                "{\"url\": \"https://169.254.169.254/\"} | /url",
                "{\"url\": 1, \"types\": \"bid.*\"} | /url /types"
            })
    void everythingThatIsWrongIsTold(String body, String pointers) {
        Answer answer = make(body);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
                .containsExactly(pointers.split(" "));
    }

    @Test
    void anAccountHasSoManyAndNoMore() {
        for (int i = 0; i < 3; i++) {
            assertThat(make(BODY).status()).isEqualTo(201);
        }
        Answer refused = make(BODY);
        assertThat(refused.problem()).isEqualTo("conflict");
        assertThat(refused.at("/detail")).contains("may have 3", "has 3", "delete one first");
        assertThat(refused.at("/limit")).isEqualTo("3");
        String id = get(HOOKS + "?limit=1").at("/items/0/id");
        Answer deleted = web.send(as(web, key, HOOKS + "/" + id).DELETE());
        assertThat(deleted.at("/id")).isEqualTo(id);
        assertThat(get(HOOKS + "/" + id).problem()).isEqualTo("not-found");
        assertThat(make(BODY).status()).isEqualTo(201);
        Answer page = get(HOOKS + "?limit=2");
        assertThat(get(HOOKS + "?limit=2&cursor=" + page.at("/next")).json().at("/items"))
                .hasSize(1);
    }

    @Test
    void aChangeNeedsTheVersionAndMakesAnother() {
        String id = make(BODY).at("/id");
        assertThat(patch(id, "{\"enabled\": false}", null).problem()).isEqualTo("version-required");
        Answer disabled = patch(id, "{\"enabled\": false}", "\"0\"");
        assertThat(disabled.at("/disabledReason")).isEqualTo("owner");
        assertThat(disabled.header("ETag")).isEqualTo("\"1\"");
        Answer late = patch(id, "{\"enabled\": true}", "\"0\"");
        assertThat(late.problem()).isEqualTo("version-mismatch");
        assertThat(late.at("/currentVersion")).isEqualTo("1");
        Answer changed =
                patch(
                        id,
                        "{\"enabled\": true, \"url\": \"https://b.example/\", \"types\": [\"bid.*\"]}",
                        "\"1\"");
        assertThat(changed.at("/url")).isEqualTo("https://b.example/");
        assertThat(changed.json().at("/disabledReason").isNull()).isTrue();
        assertThat(changed.at("/version")).isEqualTo("2");
        assertThat(patch(id, "{\"enabled\": true}", "*").at("/version")).isEqualTo("2");
        assertThat(patch(id, "{\"url\": \"https://10.0.0.1/\"}", "*").problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void aRotatedSecretIsShownOnceAndTheOldOneSignsForAWhile() {
        Answer made = make(BODY);
        String path = HOOKS + "/" + made.at("/id") + "/secret";
        Answer rotated = post(web, key, path, "{\"overlap\": \"PT1H\"}");
        assertThat(rotated.status()).as(rotated.text()).isEqualTo(200);
        assertThat(rotated.at("/secret")).startsWith("whsec_").isNotEqualTo(made.at("/secret"));
        assertThat(rotated.json().at("/previousSecretUntil").isString()).isTrue();
        assertThat(rotated.at("/version")).isEqualTo("1");
        assertThat(post(web, key, path, "{\"overlap\": \"PT169H\", \"secret\": \"\"}").problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void whatIsSomebodyElsesIsNotThere() {
        String id = make(BODY).at("/id");
        String other = newKey(web);
        String path = HOOKS + "/" + id;
        String nobodys = path + "/deliveries/0190a000-0000-7000-8000-000000000000/replay";
        for (String stranger : List.of(other, WebFixture.OPERATOR_KEY)) {
            assertThat(web.send(as(web, stranger, path)).problem()).isEqualTo("not-found");
            assertThat(web.send(as(web, stranger, path).DELETE()).problem()).isEqualTo("not-found");
            assertThat(web.send(as(web, stranger, path + "/deliveries")).problem())
                    .isEqualTo("not-found");
            assertThat(post(web, stranger, path + "/test", "").problem()).isEqualTo("not-found");
            assertThat(post(web, stranger, path + "/secret", "{}").problem())
                    .isEqualTo("not-found");
            assertThat(post(web, stranger, path + "/replay", "{\"failed\": true}").problem())
                    .isEqualTo("not-found");
            assertThat(post(web, stranger, path + "/replay", "{\"after\": \"0\"}").problem())
                    .isIn("not-found", "reset");
            assertThat(post(web, stranger, nobodys, "").problem()).isEqualTo("not-found");
            assertThat(web.send(as(web, stranger, HOOKS)).text()).doesNotContain(id);
        }
        assertThat(post(web, key, nobodys, "").problem()).isEqualTo("not-found");
    }

    @Test
    void aKeyNeedsTheScope() {
        String confined =
                web.post("/api/v1/api-keys", "{\"name\": \"c\", \"scopes\": [\"events:read\"]}")
                        .at("/secret");
        assertThat(web.send(as(web, confined, HOOKS)).problem()).isEqualTo("forbidden");
        String right =
                web.post("/api/v1/api-keys", "{\"name\": \"c\", \"scopes\": [\"webhooks\"]}")
                        .at("/secret");
        assertThat(web.send(as(web, right, HOOKS)).status()).isEqualTo(200);
    }

    @Test
    void aTestCallTellsWhatCameBack() {
        String tester = newKey(local);
        try (Receiver receiver = new Receiver()) {
            Answer made = post(local, tester, HOOKS, "{\"url\": \"%s\"}".formatted(receiver.url()));
            String path = HOOKS + "/" + made.at("/id") + "/test";
            Answer fine = post(local, tester, path, "");
            assertThat(fine.status()).as(fine.text()).isEqualTo(200);
            assertThat(fine.at("/delivered")).isEqualTo("true");
            assertThat(fine.at("/status")).isEqualTo("204");
            assertThat(receiver.ids()).containsExactly(fine.at("/eventId"));
            assertThat(receiver.received().getFirst().json().at("/type").asString())
                    .isEqualTo("webhook.test");
            receiver.answers(Receiver.status(500));
            Answer refused = post(local, tester, path, "");
            assertThat(refused.at("/delivered")).isEqualTo("false");
            assertThat(refused.at("/error")).isEqualTo("answered 500");
            receiver.hangs();
            Answer hanging = post(local, tester, path, "");
            assertThat(hanging.at("/error")).isEqualTo("did not answer within PT2S");
            assertThat(hanging.json().at("/status").isNull()).isTrue();
        }
    }

    @Test
    void aTestCallIsRepeatedOnlyIfItIsAnotherOne() {
        String tester = newKey(local);
        try (Receiver receiver = new Receiver()) {
            Answer made = post(local, tester, HOOKS, "{\"url\": \"%s\"}".formatted(receiver.url()));
            HttpRequest.Builder request =
                    as(local, tester, HOOKS + "/" + made.at("/id") + "/test")
                            .header("Idempotency-Key", "t");
            assertThat(local.send(request, "").text()).isEqualTo(local.send(request, "").text());
            assertThat(receiver.received()).hasSize(1);
        }
    }

    @Test
    void aReplayNamesEitherAPositionOrWhatFailed() {
        String path = HOOKS + "/" + make(BODY).at("/id") + "/replay";
        new Told(web).price("default");
        String head = Long.toString(web.bean(Feed.class).head().position());
        Answer after = post(web, key, path, "{\"after\": \"%s\"}".formatted(head));
        assertThat(after.at("/after")).isEqualTo(head);
        assertThat(post(web, key, path, "{\"failed\": true}").at("/failed")).isEqualTo("0");
        for (String wrong :
                List.of(
                        "{}",
                        "{\"failed\": false}",
                        "{\"after\": \"99999999999\"}",
                        "{\"after\": \"-1\"}",
                        "{\"after\": 1}",
                        "{\"after\": \"%s\", \"failed\": true}".formatted(head))) {
            assertThat(post(web, key, path, wrong).problem()).isEqualTo("invalid-request");
        }
    }

    @Test
    void deliveriesAreListedByStatus() {
        String id = make(BODY).at("/id");
        assertThat(get(HOOKS + "/" + id + "/deliveries?status=failed").json().at("/items"))
                .isEmpty();
        assertThat(get(HOOKS + "/" + id + "/deliveries?status=lost").problem())
                .isEqualTo("invalid-request");
        assertThat(get(HOOKS + "/" + id + "/deliveries?cursor=x").problem())
                .isEqualTo("invalid-request");
    }
}
