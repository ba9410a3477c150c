package dev.spotdock.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.ManualClock;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class KeysTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static Answer me(String header, String value) {
        return web.send(web.anonymous("/api/v1/me").header(header, value));
    }

    @Test
    void aKeyIsTakenInEitherHeader() {
        for (Answer answer :
                List.of(
                        me("Authorization", "Bearer " + WebFixture.DEMO_KEY),
                        me("Authorization", "bearer  " + WebFixture.DEMO_KEY),
                        me("X-API-Key", WebFixture.DEMO_KEY))) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.at("/email")).isEqualTo("demo@spotdock.local");
            assertThat(answer.text()).contains("\"roles\":[\"bidder\"]");
        }
    }

    @Test
    void withoutAKeyNothingIsTold() {
        for (String path : List.of("/api/v1/me", "/api/v1/bids", "/nonsense", "/actuator/env")) {
            Answer answer = web.send(web.anonymous(path));
            assertThat(answer.problem()).isEqualTo("unauthenticated");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer ",
                "Basic ZGVtbzpkZW1v",
                "Bearer sdk_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "Bearer demo-key-of-at-least-32-characters-to0",
                "Bearer ' or '1'='1"
            })
    void aWrongKeyIsRefused(String authorization) {
        assertThat(me("Authorization", authorization).problem()).isEqualTo("unauthenticated");
    }

    @Test
    void anAbsurdlyLongKeyIsRefusedUnread() {
        assertThat(me("X-API-Key", "x".repeat(4000)).problem()).isEqualTo("unauthenticated");
    }

    @Test
    void twoDifferentKeysAreRefused() {
        Answer answer = web.send(web.to("/api/v1/me").header("X-API-Key", WebFixture.OPERATOR_KEY));
        assertThat(answer.problem()).isEqualTo("unauthenticated");
    }

    @Test
    void aWrongKeyIsRefusedEvenWhereNoneIsNeeded() {
        assertThat(web.send(web.anonymous("/livez").header("X-API-Key", "wrong")).problem())
                .isEqualTo("unauthenticated");
    }

    @Test
    void operatorsPlacesAreForbiddenToBidders() {
        for (String path : List.of("/api/v1/nodes", "/actuator/prometheus", "/actuator/info")) {
            assertThat(web.get(path).problem()).isEqualTo("forbidden");
            assertThat(web.send(web.asOperator(path)).status()).isEqualTo(200);
        }
        assertThat(
                        web.post(
                                        "/api/v1/wallets/"
                                                + web.get("/api/v1/me").at("/id")
                                                + "/deposits",
                                        "{}")
                                .problem())
                .isEqualTo("forbidden");
    }

    @Test
    void healthAndDocumentationAreOpen() {
        for (String path : List.of("/livez", "/readyz", "/actuator/health", "/v3/api-docs")) {
            assertThat(web.send(web.anonymous(path)).status()).as(path).isEqualTo(200);
        }
        assertThat(web.send(web.anonymous("/swagger-ui.html")).status()).isEqualTo(302);
        assertThat(web.send(web.anonymous("/swagger-ui/index.html")).status()).isEqualTo(200);
    }

    @Test
    void aKeyThatIsRevokedExpiredOrOfADisabledAccountEndsWhenItsMomentInTheCacheIsOver() {
        JdbcClient jdbc = web.bean(JdbcClient.class);
        for (String end :
                List.of(
                        "update web.api_key set revoked_at = now() where prefix = ?",
                        "update web.api_key set expires_at = '2026-01-01' where prefix = ?",
                        "update web.account set disabled = true where id ="
                                + " (select account_id from web.api_key where prefix = ?)")) {
            String key = web.newKey("end" + end.hashCode() + "@example.com", Role.BIDDER);
            assertThat(me("X-API-Key", key).status()).isEqualTo(200);
            jdbc.sql(end).param(new KeyText(key).prefix()).update();
            assertThat(me("X-API-Key", key).status()).isEqualTo(200);
            web.bean(ManualClock.class).advance(Duration.ofSeconds(6));
            assertThat(me("X-API-Key", key).status()).isEqualTo(401);
        }
    }

    @Test
    void theUseOfAKeyIsRemembered() {
        String key = web.newKey("used@example.com", Role.BIDDER);
        me("X-API-Key", key);
        assertThat(
                        web.bean(JdbcClient.class)
                                .sql(
                                        "select last_used_at is not null from web.api_key where"
                                                + " prefix = ?")
                                .param(new KeyText(key).prefix())
                                .query(Boolean.class)
                                .single())
                .isTrue();
    }

    @Test
    void theSecretIsStoredNowhere() {
        String key = web.newKey("secret@example.com", Role.BIDDER);
        String rows =
                web.bean(JdbcClient.class)
                        .sql("select string_agg(k::text, '') from web.api_key k")
                        .query(String.class)
                        .single();
        assertThat(rows).doesNotContain(key.substring(17)).doesNotContain(WebFixture.DEMO_KEY);
    }

    @Test
    void madeKeysAreFoundByTheirPrefixGivenOnesByTheirHash() {
        KeyText made = KeyText.generate(new SecureRandom());
        assertThat(made.text())
                .matches("sdk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")
                .contains(made.prefix());
        assertThat(made.matches(made.hash())).isTrue();
        assertThat(new KeyText(made.text() + "x").matches(made.hash())).isFalse();
        assertThat(new KeyText(WebFixture.DEMO_KEY).prefix()).matches("given-[0-9a-f]{16}");
        assertThat(made.toString()).doesNotContain(made.text().substring(17));
    }

    @Test
    void thereIsOneAccountPerAddress() {
        Accounts accounts = web.bean(Accounts.class);
        AccountId first = new AccountId(new java.util.UUID(7, 7));
        assertThat(accounts.add(first, "One@Example.com", "One", java.util.Set.of(), FakeBids.NOW))
                .isTrue();
        assertThat(
                        accounts.add(
                                new AccountId(new java.util.UUID(7, 8)),
                                "one@example.COM",
                                "Two",
                                java.util.Set.of(),
                                FakeBids.NOW))
                .isFalse();
        assertThat(accounts.byEmail("ONE@example.com")).contains(first);
    }
}
