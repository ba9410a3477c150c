package dev.spotdock.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTests {

    private static final UUID EVENT = new UUID(7, 7);
    private static final String BODY = "{\"data\":\"€\"}";

    private final SigningSecret secret = SigningSecret.generate(new SecureRandom());

    private static HttpHeaders headers(String signature, Instant at) {
        return HttpHeaders.of(
                Map.of(
                        "webhook-id",
                        List.of(EVENT.toString()),
                        "webhook-timestamp",
                        List.of(Long.toString(at.getEpochSecond())),
                        "webhook-signature",
                        List.of(signature)),
                (_, _) -> true);
    }

    private static Call call(SigningSecret... secrets) {
        return new Call("https://a.example/", EVENT, BODY, List.of(secrets));
    }

    @Test
    void thePublishedLibraryTakesTheSignature() {
        Instant now = Instant.now();
        HttpHeaders headers = headers(call(secret).signatures(now), now);
        assertThatCode(() -> new Webhook(secret.text()).verify(BODY, headers))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> new Webhook(secret.text()).verify(BODY + " ", headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void duringARotationBothSecretsVerify() {
        SigningSecret before = SigningSecret.generate(new SecureRandom());
        Instant now = Instant.now();
        String both = call(secret, before).signatures(now);
        assertThat(both).matches("v1,\\S+ v1,\\S+");
        for (SigningSecret known : List.of(secret, before)) {
            assertThatCode(() -> new Webhook(known.text()).verify(BODY, headers(both, now)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void theSpecificationsOwnExample() {
        SigningSecret known = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        String content = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
        assertThat(known.sign(content.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 32, 64})
    void ownSecretsAreTaken(int bytes) {
        String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
        assertThat(SigningSecret.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "whsec_",
                "whsec_AAAA",
                "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa!w",
                "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void othersAreRefused(String text) {
        assertThatThrownBy(() -> SigningSecret.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("must be whsec_");
    }

    @Test
    void tooLongIsRefusedTooAndNothingShowsASecret() {
        String text = "whsec_" + Base64.getEncoder().encodeToString(new byte[65]);
        assertThatThrownBy(() -> SigningSecret.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(secret.toString() + call(secret)).doesNotContain(secret.text().substring(6));
    }
}
