package dev.spotdock.web.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.web.FakeBids;
import dev.spotdock.web.WebFixture;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class TokenForgeryTests {

    @RegisterExtension static final WebFixture web = new WebFixture();

    private static final String HS256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    private static final AccountId ACCOUNT = new AccountId(new UUID(5, 5));
    private static final Instant NOW = FakeBids.NOW;
    private static final Instant ISSUED = NOW.truncatedTo(ChronoUnit.SECONDS);

    private static final TokenProperties SETTINGS =
            new TokenProperties(
                    "a-signing-key-of-at-least-32-characters",
                    Duration.ofMinutes(15),
                    "spotdock",
                    "spotdock-api");

    private static Tokens tokens(TokenProperties settings) {
        return new Tokens(
                new TokenKey(settings, web.bean(JdbcClient.class)),
                settings,
                InstantSource.fixed(NOW));
    }

    private static SecretKey key() {
        return new TokenKey(SETTINGS, web.bean(JdbcClient.class)).secret();
    }

    private static String claims(String more) {
        return "{\"iss\":\"spotdock\",\"aud\":\"spotdock-api\",\"sub\":\"%s\",\"ver\":0,\"exp\":%d%s}"
                .formatted(ACCOUNT, NOW.getEpochSecond() + 60, more);
    }

    private static String signed(String header, String claims, String algorithm, SecretKey key) {
        try {
            String content = encoded(header) + "." + encoded(claims);
            Mac mac = Mac.getInstance(algorithm);
            mac.init(key);
            byte[] signature = mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
            return content
                    + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatWasSignedByHandIsReadIfEverythingIsRight() {
        String issued = ",\"iat\":" + NOW.getEpochSecond();
        String token = signed(HS256, claims(issued), "HmacSHA256", key());
        assertThat(tokens(SETTINGS).read(token)).contains(new Tokens.Proven(ACCOUNT, 0, ISSUED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no expiry           | ,\"exp\":60                      | ",
                "over                | \"exp\":1                        | exp",
                "not yet             | \"nbf\":4000000000               | ",
                "another issuer      | \"iss\":\"elsewhere\"            | iss",
                "another audience    | \"aud\":\"others\"               | aud",
                "no account          | \"sub\":\"nobody\"               | sub",
                "no version          | \"ver\":\"text\"                 | ver"
            })
    void aTokenOfWhichSomethingIsWrongIsNone(String why, String wrong, String replaced) {
        String claims =
                why.startsWith("no expiry")
                        ? claims("").replaceAll(",\"exp\":\\d+", "")
                        : claims("," + wrong.strip());
        String once =
                replaced == null || replaced.isBlank()
                        ? claims
                        : claims.replaceFirst("\"%s\":[^,}]+,?".formatted(replaced.strip()), "");
        String token =
                signed(HS256, once.replace(",}", "}").replace(",,", ","), "HmacSHA256", key());
        assertThat(tokens(SETTINGS).read(token)).as(once).isEmpty();
    }

    @Test
    void noOtherAlgorithmIsTaken() {
        SecretKey key = key();
        SecretKey other =
                new SecretKeySpec(
                        "another-key-of-at-least-32-characters-x".getBytes(StandardCharsets.UTF_8),
                        "HmacSHA256");
        Tokens tokens = tokens(SETTINGS);
        assertThat(tokens.read(encoded("{\"alg\":\"none\"}") + "." + encoded(claims("")) + "."))
                .isEmpty();
        assertThat(tokens.read(signed("{\"alg\":\"none\"}", claims(""), "HmacSHA256", key)))
                .isEmpty();
        assertThat(tokens.read(signed("{\"alg\":\"HS384\"}", claims(""), "HmacSHA384", key)))
                .isEmpty();
        assertThat(tokens.read(signed(HS256, claims(""), "HmacSHA256", other))).isEmpty();
        String right = signed(HS256, claims(""), "HmacSHA256", key);
        String altered = right.replace(encoded(claims("")), encoded(claims(",\"x\":1")));
        assertThat(tokens.read(altered)).isEmpty();
    }

    @Test
    void theMadeKeyIsTheInstallationsAndAGivenOneIsNeverShort() {
        TokenProperties none =
                new TokenProperties(null, Duration.ofMinutes(15), "spotdock", "spotdock-api");
        Account account =
                new Account(ACCOUNT, "e@example.com", "E", Set.of(Role.BIDDER), false, 3, NOW);
        String token = tokens(none).issue(account).token();
        assertThat(tokens(none).read(token)).contains(new Tokens.Proven(ACCOUNT, 3, ISSUED));
        assertThat(tokens(SETTINGS).read(token)).isEmpty();
        TokenProperties weak =
                new TokenProperties("a-short-secret", Duration.ofMinutes(15), "a", "b");
        assertThatThrownBy(() -> tokens(weak))
                .isInstanceOf(BootstrapKeyRejected.class)
                .hasMessageContaining("at least 32")
                .hasMessageNotContaining("a-short-secret");
        assertThat(weak.toString()).doesNotContain("a-short-secret");
    }
}
