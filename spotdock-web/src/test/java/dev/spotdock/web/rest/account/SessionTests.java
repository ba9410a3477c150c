package dev.spotdock.web.rest.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.ManualClock;
import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

class SessionTests {

    @RegisterExtension
    static final WebFixture web = new WebFixture("spotdock.web.security.session.per-account=2");

    private static final String SESSION = "/api/v1/session";
    private static final String ME = "/api/v1/me";
    private static final String PASSWORD = "a long enough password";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private String email = "";
    private String id = "";

    @BeforeEach
    void somebodyIsThere() {
        web.bean(JdbcClient.class).sql("delete from web.login_attempt").update();
        email = "session-%d@example.com".formatted(NUMBER.incrementAndGet());
        Answer made = web.send(json("/api/v1/accounts"), credentials(PASSWORD));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        id = made.at("/id");
    }

    private static HttpRequest.Builder json(String path) {
        return web.anonymous(path).header("Content-Type", "application/json");
    }

    private String credentials(String password) {
        return "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password);
    }

    private Answer login(String password) {
        return web.send(json(SESSION), credentials(password));
    }

    /** The cookies of a browser that has just logged in, as it sends them. */
    private record Browser(String session, String csrf) {

        HttpRequest.Builder to(String path) {
            return json(path)
                    .header(
                            "Cookie",
                            "__Host-spotdock-session=%s; __Host-spotdock-csrf=%s"
                                    .formatted(session, csrf));
        }

        HttpRequest.Builder fromOwnPageTo(String path) {
            return to(path).header("X-CSRF-Token", csrf);
        }
    }

    private Browser browser() {
        Answer answer = login(PASSWORD);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return new Browser(
                value(cookie(answer, "__Host-spotdock-session")),
                value(cookie(answer, "__Host-spotdock-csrf")));
    }

    private static String cookie(Answer answer, String name) {
        List<String> found =
                answer.response().headers().allValues("Set-Cookie").stream()
                        .filter(text -> text.startsWith(name + "="))
                        .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static String value(String cookie) {
        return cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    }

    @Test
    void theCookiesAreForThisHostAloneAndOneIsHiddenFromScripts() {
        Answer answer = login(PASSWORD);
        String session = cookie(answer, "__Host-spotdock-session");
        String csrf = cookie(answer, "__Host-spotdock-csrf");
        assertThat(attributes(session)).contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict");
        assertThat(attributes(csrf))
                .contains("Path=/", "Secure", "SameSite=Strict")
                .doesNotContain("HttpOnly");
        assertThat(session + csrf).doesNotContain("Domain=");
        assertThat(value(session)).hasSize(43);
        assertThat(answer.at("/account/id")).isEqualTo(id);
        assertThat(answer.text()).doesNotContain(value(session)).doesNotContain(value(csrf));
    }

    private static List<String> attributes(String cookie) {
        return Arrays.stream(cookie.split(";", -1)).map(String::strip).toList();
    }

    @Test
    void theCookieStandsForTheAccount() {
        Browser browser = browser();
        assertThat(web.send(browser.to(ME)).at("/id")).isEqualTo(id);
        assertThat(web.send(browser.to(SESSION)).at("/account/email")).isEqualTo(email);
        assertThat(web.send(web.to(SESSION)).problem()).isEqualTo("not-found");
    }

    @Test
    void aChangeNeedsTheTokenThatOnlyOwnPagesKnow() {
        Browser browser = browser();
        String key = "{\"name\": \"made in a browser\"}";
        assertThat(web.send(browser.to("/api/v1/api-keys"), key).problem()).isEqualTo("forbidden");
        assertThat(
                        web.send(
                                        browser.to("/api/v1/api-keys")
                                                .header("X-CSRF-Token", "guessed"),
                                        key)
                                .problem())
                .isEqualTo("forbidden");
        Answer made = web.send(browser.fromOwnPageTo("/api/v1/api-keys"), key);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(web.send(browser.to(SESSION).DELETE()).problem()).isEqualTo("forbidden");
        assertThat(web.send(browser.to(ME)).status()).isEqualTo(200);
    }

    @Test
    void withAKeyTheCookieDoesNotCount() {
        Browser browser = browser();
        Answer answer = web.send(browser.to(ME).header("X-API-Key", WebFixture.DEMO_KEY));
        assertThat(answer.at("/email")).isEqualTo("demo@spotdock.local");
        Answer wrong = web.send(browser.to(ME).header("X-API-Key", "wrong"));
        assertThat(wrong.problem()).isEqualTo("unauthenticated");
        Answer made =
                web.send(
                        browser.to("/api/v1/api-keys").header("X-API-Key", WebFixture.DEMO_KEY),
                        "{\"name\": \"no proof needed\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    @Test
    void aSessionsSecretIsNoKey() {
        Browser browser = browser();
        assertThat(
                        web.send(
                                        web.anonymous(ME)
                                                .header(
                                                        "Authorization",
                                                        "Bearer " + browser.session()))
                                .problem())
                .isEqualTo("unauthenticated");
    }

    @Test
    void whoeverLogsOutIsNobody() {
        Browser browser = browser();
        Answer out = web.send(browser.fromOwnPageTo(SESSION).DELETE());
        assertThat(out.status()).isEqualTo(204);
        assertThat(attributes(cookie(out, "__Host-spotdock-session"))).contains("Max-Age=0");
        Answer after = web.send(browser.to(ME));
        assertThat(after.problem()).isEqualTo("unauthenticated");
        assertThat(attributes(cookie(after, "__Host-spotdock-session"))).contains("Max-Age=0");
        assertThat(web.send(browser.to(SESSION), credentials(PASSWORD)).status()).isEqualTo(201);
    }

    @Test
    void aSessionEndsUnusedAndInAnyCase() {
        ManualClock clock = web.bean(ManualClock.class);
        Browser idle = browser();
        clock.advance(Duration.ofMinutes(30));
        assertThat(web.send(idle.to(ME)).problem()).isEqualTo("unauthenticated");
        Browser used = browser();
        for (int i = 0; i < 35; i++) {
            clock.advance(Duration.ofMinutes(20));
            assertThat(web.send(used.to(ME)).status()).as("after " + i).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(20));
        assertThat(web.send(used.to(ME)).problem()).isEqualTo("unauthenticated");
    }

    @Test
    void aChangeOfTheAccountEndsItsSessions() {
        Browser browser = browser();
        Answer changed =
                web.send(
                        web.asOperator("/api/v1/accounts/" + id)
                                .header("Content-Type", "application/json")
                                .header("If-Match", "*")
                                .method(
                                        "PATCH",
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"roles\": [\"bidder\", \"seller\"]}")));
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(web.send(browser.to(ME)).problem()).isEqualTo("unauthenticated");
    }

    @Test
    void oneTooManyEndsTheOldest() {
        ManualClock clock = web.bean(ManualClock.class);
        Browser first = browser();
        clock.advance(Duration.ofSeconds(1));
        Browser second = browser();
        clock.advance(Duration.ofSeconds(1));
        Browser third = browser();
        assertThat(web.send(first.to(ME)).status()).isEqualTo(401);
        assertThat(web.send(second.to(ME)).status()).isEqualTo(200);
        assertThat(web.send(third.to(ME)).status()).isEqualTo(200);
    }

    @Test
    void aWrongPasswordSetsNothing() {
        Answer answer = login("a wrong but long password");
        assertThat(answer.problem()).isEqualTo("unauthenticated");
        assertThat(answer.response().headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void whatAFormCanSendIsNoLogin() {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
            Answer answer =
                    web.send(
                            web.anonymous(SESSION).header("Content-Type", type),
                            credentials(PASSWORD));
            assertThat(answer.problem()).isEqualTo("unsupported-media-type");
        }
    }

    @Test
    void nobodyElseIsGivenCookies() {
        assertThat(web.get(ME).response().headers().allValues("Set-Cookie")).isEmpty();
        assertThat(web.send(web.anonymous("/livez")).response().headers().allValues("Set-Cookie"))
                .isEmpty();
    }
}
