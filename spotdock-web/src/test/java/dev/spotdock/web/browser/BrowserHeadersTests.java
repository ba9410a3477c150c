package dev.spotdock.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BrowserHeadersTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static String policy(Answer answer) {
        return Objects.requireNonNull(answer.header("Content-Security-Policy"));
    }

    private static List<Answer> all() {
        return List.of(
                web.get("/api/v1/me"),
                web.get("/api/v1/nonsense"),
                web.send(web.anonymous("/api/v1/me")),
                web.post("/api/v1/bids", "nonsense"),
                web.send(web.anonymous("/livez")),
                web.send(web.anonymous("/v3/api-docs")),
                web.send(web.anonymous("/swagger-ui.html")),
                web.send(web.anonymous("/swagger-ui/index.html")));
    }

    @Test
    void everyAnswerIsClosedToFramesSniffingReferrersAndOtherOrigins() {
        for (Answer answer : all()) {
            assertThat(policy(answer))
                    .startsWith("default-src 'none'; ")
                    .contains("frame-ancestors 'none'")
                    .contains("base-uri 'none'")
                    .doesNotContain("unsafe-eval")
                    .doesNotContain("*");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Permissions-Policy")).contains("camera=()");
            assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
            assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
            assertThat(answer.response().headers().allValues("X-Content-Type-Options")).hasSize(1);
        }
    }

    /** What Tomcat refuses by itself comes past every filter. */
    @Test
    void addressesThatNobodyCanReadAreAnsweredAsClosed() {
        Answer answer = web.get("/api/v1/bids/%2e%2e%2fadmin");
        assertThat(answer.problem()).isEqualTo("malformed-request");
        assertThat(policy(answer)).isEqualTo("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void noScriptMayBeInlineAnywhere() {
        for (Answer answer : all()) {
            for (String directive : policy(answer).split("; ", -1)) {
                if (directive.startsWith("script-src") || directive.startsWith("default-src")) {
                    assertThat(directive).doesNotContain("unsafe");
                }
            }
        }
    }

    @Test
    void swaggerUiHasNoInlineScriptAndItsPolicyIsItsOwn() {
        Answer page = web.send(web.anonymous("/swagger-ui/index.html"));
        assertThat(page.text()).contains("swagger-ui-bundle.js");
        assertThat(Pattern.compile("<script(?![^>]*\\ssrc=\"\\./)").matcher(page.text()).find())
                .isFalse();
        assertThat(page.text()).doesNotContain("onload=").doesNotContain("http://");
        assertThat(policy(page)).contains("style-src 'self' 'unsafe-inline'");
        for (String path : List.of("/api/v1/me", "/livez", "/v3/api-docs", "/")) {
            assertThat(policy(web.get(path))).as(path).doesNotContain("unsafe-inline");
        }
    }

    @Test
    void answersOfTheApiAreKeptByNobody() {
        for (String path : List.of("/api/v1/me", "/api/v1/bids", "/api/v1/nonsense")) {
            Answer answer = web.get(path);
            assertThat(answer.response().headers().allValues("Cache-Control"))
                    .as(path)
                    .containsExactly("no-store");
        }
    }

    @Test
    void byDefaultNoOtherOriginIsAllowedAnything() {
        Answer asked =
                web.send(
                        web.anonymous("/api/v1/bids")
                                .header("Origin", "https://elsewhere.example")
                                .header("Access-Control-Request-Method", "POST")
                                .method("OPTIONS", BodyPublishers.noBody()));
        assertThat(asked.status()).isEqualTo(401);
        Answer read = web.send(web.to("/api/v1/me").header("Origin", "https://elsewhere.example"));
        for (Answer answer : List.of(asked, read)) {
            assertThat(answer.response().headers().map().keySet())
                    .noneMatch(name ->
                            name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control-"));
        }
    }
}
