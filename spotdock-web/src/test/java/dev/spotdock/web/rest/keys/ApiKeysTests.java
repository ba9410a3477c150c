package dev.spotdock.web.rest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.ManualClock;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import dev.spotdock.web.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ApiKeysTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static Answer get(String key, String path) {
        return web.send(web.anonymous(path).header("X-API-Key", key));
    }

    private static Answer post(String key, String path, String body) {
        return web.send(
                web.anonymous(path)
                        .header("X-API-Key", key)
                        .header("Content-Type", "application/json"),
                body);
    }

    private static Answer make(String key, String body) {
        return post(key, "/api/v1/api-keys", body);
    }

    private static Answer revoke(String key, String id) {
        return web.send(web.anonymous("/api/v1/api-keys/" + id).header("X-API-Key", key).DELETE());
    }

    @Test
    void aKeyIsShownOnceAndWorks() {
        String first = web.newKey("maker@example.com", Role.BIDDER);
        Answer made = make(first, "{\"name\": \"deployment\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String secret = made.at("/secret");
        assertThat(secret).matches("sdk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
        assertThat(secret).startsWith("sdk_" + made.at("/prefix"));
        assertThat(made.json().at("/scopes").isNull()).isTrue();
        assertThat(get(secret, "/api/v1/me").at("/email")).isEqualTo("maker@example.com");
        Answer list = get(first, "/api/v1/api-keys");
        assertThat(list.at("/items/0/name")).isEqualTo("deployment");
        assertThat(list.json().at("/items/0/lastUsedAt").isNull()).isFalse();
        assertThat(list.text()).doesNotContain(secret).doesNotContain("\"secret\"");
    }

    @Test
    void aRepeatedRequestMakesOneKeyAndOmitsItsSecret() {
        String key = web.newKey("repeater@example.com", Role.BIDDER);
        Answer first = repeat(key);
        Answer second = repeat(key);
        assertThat(first.json().has("secret")).isTrue();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.json().has("secret")).isFalse();
        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
        assertThat(get(key, "/api/v1/api-keys").json().at("/items")).hasSize(2);
        assertThat(
                        web.bean(JdbcClient.class)
                                .sql(
                                        "select string_agg(convert_from(body, 'UTF8'), '') from"
                                                + " web.idempotency")
                                .query(String.class)
                                .single())
                .doesNotContain(first.at("/secret").substring(17));
    }

    private static Answer repeat(String key) {
        return web.send(
                web.anonymous("/api/v1/api-keys")
                        .header("X-API-Key", key)
                        .header("Idempotency-Key", "k-1")
                        .header("Content-Type", "application/json"),
                "{\"name\": \"one\"}");
    }

    @Test
    void aRevokedKeyEndsAtOnce() {
        String owner = web.newKey("revoker@example.com", Role.BIDDER);
        Answer made = make(owner, "{\"name\": \"short\"}");
        String secret = made.at("/secret");
        assertThat(get(secret, "/api/v1/me").status()).isEqualTo(200); // and is remembered
        Answer revoked = revoke(owner, made.at("/id"));
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.json().at("/revokedAt").isNull()).isFalse();
        assertThat(get(secret, "/api/v1/me").problem()).isEqualTo("unauthenticated");
        assertThat(revoke(owner, made.at("/id")).text()).isEqualTo(revoked.text());
    }

    @Test
    void aKeyMayRevokeItself() {
        String owner = web.newKey("self@example.com", Role.BIDDER);
        String id = get(owner, "/api/v1/api-keys").at("/items/0/id");
        assertThat(revoke(owner, id).status()).isEqualTo(200);
        assertThat(get(owner, "/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void somebodyElsesKeyIsNotFoundAndGoesOn() {
        String theirs = web.newKey("theirs@example.com", Role.BIDDER);
        String id = get(theirs, "/api/v1/api-keys").at("/items/0/id");
        for (String key : List.of(WebFixture.DEMO_KEY, WebFixture.OPERATOR_KEY)) {
            assertThat(revoke(key, id).problem()).isEqualTo("not-found");
            assertThat(get(key, "/api/v1/api-keys").text()).doesNotContain(id);
        }
        assertThat(revoke(theirs, new UUID(1, 1).toString()).problem()).isEqualTo("not-found");
        assertThat(get(theirs, "/api/v1/me").status()).isEqualTo(200);
    }

    @Test
    void aKeyEndsWhenItExpires() {
        String owner = web.newKey("expiring@example.com", Role.BIDDER);
        ManualClock clock = web.bean(ManualClock.class);
        Instant end = clock.instant().plusSeconds(2);
        Answer made = make(owner, "{\"name\": \"e\", \"expiresAt\": \"%s\"}".formatted(end));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(get(made.at("/secret"), "/api/v1/me").status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(2));
        assertThat(get(made.at("/secret"), "/api/v1/me").status()).isEqualTo(401);
    }

    @Test
    void badKeysAreOneAnswer() {
        String owner = web.newKey("bad@example.com", Role.BIDDER);
        Answer revoked = make(owner, "{\"name\": \"r\"}");
        revoke(owner, revoked.at("/id"));
        String secret = revoked.at("/secret");
        String wrong = owner.substring(0, owner.length() - 1) + (owner.endsWith("A") ? "B" : "A");
        List<String> answers =
                List.of(
                                secret,
                                wrong,
                                "sdk_000000000000_" + "A".repeat(43),
                                "eyJhbGciOiJIUzI1NiJ9.e30.AAAA",
                                "no key at all")
                        .stream()
                        .map(key -> get(key, "/api/v1/me"))
                        .map(a -> a.status() + a.text().replaceAll("\"traceId\":\"[^\"]*\"", ""))
                        .distinct()
                        .toList();
        assertThat(answers).singleElement().asString().startsWith("401");
    }

    @ParameterizedTest
    @CsvSource({
        "bids:read, /api/v1/bids, /api/v1/wallet",
        "wallet:read, /api/v1/wallet, /api/v1/bids",
        "market:read, /api/v1/pools, /api/v1/api-keys",
        "keys, /api/v1/api-keys, /api/v1/pools"
    })
    void aConfinedKeyMayOnlyWhatItsScopesSay(String scope, String may, String mayNot) {
        String key =
                make(
                                WebFixture.DEMO_KEY,
                                "{\"name\": \"c\", \"scopes\": [\"%s\"]}".formatted(scope))
                        .at("/secret");
        assertThat(get(key, "/api/v1/me").status()).isEqualTo(200);
        assertThat(get(key, may).status()).isEqualTo(200);
        Answer refused = get(key, mayNot);
        assertThat(refused.problem()).isEqualTo("forbidden");
        assertThat(refused.at("/detail")).contains("confined");
    }

    @Test
    void anOperatorsConfinedKeyIsNoOperators() {
        String key =
                make(WebFixture.OPERATOR_KEY, "{\"name\": \"c\", \"scopes\": [\"wallet:read\"]}")
                        .at("/secret");
        assertThat(get(key, "/api/v1/nodes").problem()).isEqualTo("forbidden");
        String demo = web.get("/api/v1/me").at("/id");
        assertThat(get(key, "/api/v1/invoices?accountId=" + demo).problem()).isEqualTo("not-found");
        String bidders =
                make(WebFixture.DEMO_KEY, "{\"name\": \"c\", \"scopes\": [\"operator\"]}")
                        .at("/secret");
        assertThat(get(bidders, "/api/v1/nodes").problem()).isEqualTo("forbidden");
    }

    @Test
    void aKeyGivesNoMoreThanItHas() {
        String keys =
                make(
                                WebFixture.DEMO_KEY,
                                "{\"name\": \"k\", \"scopes\": [\"keys\", \"bids:read\"]}")
                        .at("/secret");
        assertThat(make(keys, "{\"name\": \"x\", \"scopes\": [\"bids:write\"]}").problem())
                .isEqualTo("forbidden");
        Answer heir = make(keys, "{\"name\": \"x\"}");
        assertThat(heir.text()).contains("\"scopes\":[\"bids:read\",\"keys\"]");
        assertThat(get(heir.at("/secret"), "/api/v1/wallet").problem()).isEqualTo("forbidden");
    }

    @Test
    void anAccountHasSoManyKeysAndNoMore() {
        String key = web.newKey("collector@example.com", Role.BIDDER);
        for (int i = 1; i < 50; i++) {
            assertThat(make(key, "{\"name\": \"n\"}").status()).isEqualTo(201);
        }
        Answer refused = make(key, "{\"name\": \"n\"}");
        assertThat(refused.problem()).isEqualTo("conflict");
        assertThat(refused.at("/limit")).isEqualTo("50");
        assertThat(refused.at("/used")).isEqualTo("50");
        Answer page = get(key, "/api/v1/api-keys?limit=30");
        Answer rest = get(key, "/api/v1/api-keys?limit=30&cursor=" + page.at("/next"));
        assertThat(rest.json().at("/items")).hasSize(20);
        revoke(key, rest.at("/items/0/id"));
        assertThat(make(key, "{\"name\": \"n\"}").status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /name",
                "{\"name\": \"\", \"scopes\": [], \"expiresAt\": \"soon\"} | /name /scopes /expiresAt",
                "{\"name\": \"n\", \"scopes\": [\"everything\"]} | /scopes/0",
                "{\"name\": \"n\", \"expiresAt\": \"2020-01-01T00:00:00Z\"} | /expiresAt",
                "{\"name\": \"n\", \"expiresAt\": \"+1000000000-12-31T23:59:59Z\"} | /expiresAt",
                "{\"name\": \"n\", \"secret\": \"mine\"} | /secret"
            })
    void everythingThatIsWrongIsTold(String body, String pointers) {
        Answer answer = make(WebFixture.DEMO_KEY, body);
        assertThat(answer.problem()).isEqualTo("invalid-request");
        assertThat(answer.json().at("/errors").findValuesAsString("pointer"))
                .containsExactly(pointers.split(" "));
    }
}
