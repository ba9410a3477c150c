package dev.spotdock.web.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.WebFixture;
import dev.spotdock.web.WebFixture.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OtherOriginsTests {

    private static final String FRIEND = "https://friend.example";

    @RegisterExtension
    static final WebFixture web = new WebFixture("spotdock.web.cors.allowed-origins=" + FRIEND);

    private static Answer ask(String path, String origin, String headers) {
        return web.send(
                web.anonymous(path)
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", headers)
                        .method("OPTIONS", BodyPublishers.noBody()));
    }

    @Test
    void aListedOriginMayCallTheApiWithItsOwnKey() {
        Answer asked = ask("/api/v1/bids", FRIEND, "authorization,idempotency-key");
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(asked.header("Access-Control-Allow-Credentials")).isNull();
        Answer read = web.send(web.to("/api/v1/me").header("Origin", FRIEND));
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.header("Access-Control-Allow-Origin")).isEqualTo(FRIEND);
        assertThat(read.header("Access-Control-Expose-Headers")).contains("RateLimit");
    }

    @Test
    void anyOtherIsRefused() {
        Answer asked = ask("/api/v1/bids", "https://friend.example.evil.example", "authorization");
        assertThat(asked.problem()).isEqualTo("forbidden");
        assertThat(asked.header("Access-Control-Allow-Origin")).isNull();
        assertThat(web.send(web.to("/api/v1/me").header("Origin", "null")).problem())
                .isEqualTo("forbidden");
        assertThat(ask("/api/v1/bids", FRIEND, "x-forwarded-for").problem()).isEqualTo("forbidden");
    }

    @Test
    void onlyTheApiIsOpenedToIt() {
        Answer asked = ask("/actuator/prometheus", FRIEND, "authorization");
        assertThat(asked.header("Access-Control-Allow-Origin")).isNull();
    }
}
