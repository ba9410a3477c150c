package dev.spotdock.web.rest.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.ManualClock;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class TokensTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String PASSWORD = "a long enough password";

    @BeforeEach
    void nobodyHasFailedYet() {
        web.bean(JdbcClient.class).sql("delete from web.login_attempt").update();
    }

    private static String register(String email) {
        Answer made = web.send(json("/api/v1/accounts"), credentials(email, PASSWORD));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.at("/id");
    }

    private static java.net.http.HttpRequest.Builder json(String path) {
        return web.anonymous(path).header("Content-Type", "application/json");
    }

    private static String credentials(String email, String password) {
        return "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password);
    }

    private static Answer login(String email, String password) {
        return web.send(json("/api/v1/tokens"), credentials(email, password));
    }

    private static Answer me(String token) {
        return web.send(web.anonymous("/api/v1/me").header("Authorization", "Bearer " + token));
    }

    @Test
    void aTokenStandsForItsAccountUntilItExpires() {
        String id = register("token@example.com");
        Answer made = login("Token@example.com", PASSWORD);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String token = made.at("/token");
        assertThat(token).hasSizeLessThan(1024);
        assertThat(me(token).at("/id")).isEqualTo(id);
        assertThat(web.send(web.anonymous("/api/v1/me").header("X-API-Key", token)).status())
                .isEqualTo(200);
        ManualClock clock = web.bean(ManualClock.class);
        clock.advance(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(me(token).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(me(token).problem()).isEqualTo("unauthenticated");
    }

    @Test
    void aTokenSaysWhoMadeItForWhomAndNothingPersonal() {
        register("claims@example.com");
        String token = login("claims@example.com", PASSWORD).at("/token");
        String[] parts = token.split("\\.", -1);
        String header = decoded(parts[0]);
        String claims = decoded(parts[1]);
        assertThat(header)
                .contains("\"alg\":\"HS256\"")
                .doesNotContain("jwk")
                .doesNotContain("jku");
        assertThat(claims)
                .contains("\"iss\":\"spotdock\"", "\"aud\":\"spotdock-api\"", "\"sub\"", "\"exp\"")
                .doesNotContain("claims@example.com")
                .doesNotContain("bidder");
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    @Test
    void wrongUnknownWithoutPasswordAndDisabledAreOneAnswer() {
        register("known@example.com");
        String disabled = register("disabled@example.com");
        web.bean(JdbcClient.class)
                .sql("update web.account set disabled = true where id = cast(? as uuid)")
                .param(disabled)
                .update();
        String expected = anonymised(login("known@example.com", "a wrong password"));
        assertThat(expected).contains("unauthenticated");
        for (Answer answer :
                Arrays.asList(
                        login("nobody@example.com", PASSWORD),
                        login("nobody@example.com", "x"),
                        login("demo@spotdock.local", PASSWORD),
                        login("disabled@example.com", PASSWORD))) {
            assertThat(anonymised(answer)).isEqualTo(expected);
        }
    }

    private static String anonymised(Answer answer) {
        return answer.status()
                + answer.text().replaceAll("\"traceId\":\"[^\"]*\"", "")
                + answer.header("WWW-Authenticate")
                + answer.header("Content-Length");
    }

    @Test
    void anUnknownEmailTakesAsLongAsAWrongPassword() {
        register("timed@example.com");
        login("timed@example.com", "to warm up");
        long wrong = median("timed@example.com");
        long unknown = median("untimed@example.com");
        assertThat((double) unknown / wrong).isBetween(0.4, 2.5);
    }

    private static long median(String email) {
        long[] nanos = new long[9];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            assertThat(login(email, "a wrong password " + i).status()).isEqualTo(401);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    @Test
    void aRepeatedLoginOmitsTheTokenAndStillNeedsThePassword() {
        register("repeat@example.com");
        var body = credentials("repeat@example.com", PASSWORD);
        Answer first = web.send(json("/api/v1/tokens").header("Idempotency-Key", "r-1"), body);
        Answer second = web.send(json("/api/v1/tokens").header("Idempotency-Key", "r-1"), body);
        assertThat(first.json().has("token")).isTrue();
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.json().has("token")).isFalse();
        assertThat(second.at("/expiresAt")).isEqualTo(first.at("/expiresAt"));
        Answer stranger =
                web.send(
                        json("/api/v1/tokens").header("Idempotency-Key", "r-1"),
                        credentials("repeat@example.com", "another password"));
        assertThat(stranger.problem()).isEqualTo("unauthenticated");
        assertThat(
                        web.bean(JdbcClient.class)
                                .sql(
                                        "select string_agg(convert_from(body, 'UTF8'), '') from web.idempotency")
                                .query(String.class)
                                .single())
                .doesNotContain("eyJ");
    }

    @Test
    void emptyAndHugePasswordsAreRefusedUnhashed() {
        assertThat(login("a@example.com", "").problem()).isEqualTo("invalid-request");
        assertThat(login("a@example.com", "x".repeat(201)).problem()).isEqualTo("invalid-request");
    }
}
