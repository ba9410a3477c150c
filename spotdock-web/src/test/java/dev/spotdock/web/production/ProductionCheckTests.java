package dev.spotdock.web.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.SpotDock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

@ExtendWith(OutputCaptureExtension.class)
class ProductionCheckTests {

    private static final String TOKEN_KEY =
            "f3a9c17be2408d56ff1029b7c4d8e6a30b5c7d9e1f20416283a4b5c6d7e8f901";
    private static final String OPERATOR_KEY =
            "sdk_0123456789ab_Zk3vQ9xYt7LmP2nR8sWd4uFhJ6gKbCe1aXyTqVwMoNr";
    private static final String DATABASE_PASSWORD = "Jd8-kq2_Wz91-Lmx";
    private static final String REDIS_PASSWORD = "9fQe-72hd-XwPo-31";

    /** Nothing is wrong with these. */
    private static Map<String, String> good() {
        return new HashMap<>(
                Map.of(
                        "spotdock.web.security.token.key", TOKEN_KEY,
                        "spotdock.bootstrap.operator-key", OPERATOR_KEY,
                        "spring.datasource.url", "jdbc:postgresql://db.internal/spotdock",
                        "spring.datasource.password", DATABASE_PASSWORD,
                        "spring.data.redis.host", "redis.internal",
                        "spring.data.redis.password", REDIS_PASSWORD));
    }

    @Test
    void goodSettingsPass() {
        assertThat(problems(good())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "localhost:9092                  |                | false",
                "127.0.0.1:9092, localhost:9093  |                | false",
                "kafka.internal:9092             |                | true",
                "kafka.internal:9092             | plaintext      | true",
                "localhost:9092,other:9092       | PLAINTEXT      | true",
                "kafka.internal:9092             | SASL_PLAINTEXT | false",
                "kafka.internal:9092             | SASL_SSL       | false",
            })
    void aBrokerElsewhereHasToKnowWhoSpeaks(
            String brokers, @Nullable String protocol, boolean refused) {
        Map<String, String> settings = good();
        settings.put("spotdock.kafka.bootstrap-servers", brokers);
        if (protocol != null) {
            settings.put("spotdock.kafka.properties.security.protocol", protocol);
        }
        assertThat(problems(settings)).hasSize(refused ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080/apis/registry/v3, false",
        "http://[::1]:8080/apis/registry/v3, false",
        "https://registry.internal/apis/registry/v3, false",
        "http://registry.internal/apis/registry/v3, true",
        "http://localhost@registry.internal/apis/registry/v3, true",
        "HTTP://registry.internal/apis/registry/v3, true",
    })
    void aRegistryElsewhereIsSpokenWithInPrivate(String url, boolean refused) {
        Map<String, String> settings = good();
        settings.put("spotdock.kafka.schema-registry.url", url);
        assertThat(problems(settings)).hasSize(refused ? 1 : 0);
    }

    /** One setting changed; empty: left out. The line that comes of it starts with its name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spotdock.web.security.token.key  |                                  | missing",
                "spotdock.web.security.token.key  | f3a9c17be2408d56ff1029b7c4d8e6a  | at least 32",
                "spotdock.web.security.token.key  | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | repeats itself",
                "spotdock.web.security.token.key  | abcdefghiabcdefghiabcdefghiabcdefghi | repeats itself",
                "spotdock.web.security.token.key  | changeme-changeme-0123456789-xyzw | everybody tries",
                "spotdock.bootstrap.operator-key  |                                  | missing",
                "spotdock.bootstrap.operator-key  | short                            | at least 32",
                "spring.datasource.url            |                                  | embedded PostgreSQL",
                "spring.datasource.password       |                                  | missing",
                "spring.datasource.password       | spotdock-local-only              | everybody tries",
                "spring.datasource.password       | Jd8-kq2_Wz91-Lm                  | at least 16",
                "spring.data.redis.host           |                                  | embedded Redis",
                "spring.data.redis.password       |                                  | missing",
                "spring.data.redis.password       | spotdock-local-only              | everybody tries",
                "spotdock.webhooks.allow-loopback | true                             | must not be true",
                "spotdock.bootstrap.demo          | true                             | missing",
            })
    void oneUnfitSettingIsNamed(String name, @Nullable String value, String why) {
        Map<String, String> settings = good();
        if (value == null) {
            settings.remove(name);
        } else {
            settings.put(name, value);
        }
        String named = name.equals("spotdock.bootstrap.demo") ? name + "-key" : name;
        assertThat(problems(settings))
                .singleElement()
                .asString()
                .startsWith(named + ": ")
                .contains(why)
                .satisfies(line ->
                        assertThat(value == null || !line.contains(value) || value.equals("true"))
                                .isTrue());
    }

    @Test
    void twoSecretsMustNotBeTheSame() {
        Map<String, String> settings = good();
        settings.put("spotdock.web.security.token.key", OPERATOR_KEY);
        assertThat(problems(settings)).singleElement().asString().contains("must differ");
    }

    @Test
    void passwordsMayStandInUrls() {
        Map<String, String> settings = good();
        settings.keySet().removeIf(name -> name.endsWith("password") || name.endsWith(".host"));
        settings.put(
                "spring.datasource.url",
                "jdbc:postgresql://db/spotdock?user=spotdock&password=" + DATABASE_PASSWORD);
        settings.put("spring.data.redis.url", "rediss://user:" + REDIS_PASSWORD + "@redis:6379");
        assertThat(problems(settings)).isEmpty();
        settings.put("spring.data.redis.url", "rediss://user:short@redis:6379");
        assertThat(problems(settings)).singleElement().asString().contains("redis.password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    void redisOnThisMachineNeedsNoPassword(String host) {
        Map<String, String> settings = good();
        settings.remove("spring.data.redis.password");
        settings.put("spring.data.redis.host", host);
        assertThat(problems(settings)).isEmpty();
        settings.put("spring.data.redis.host", host + ".evil.example");
        assertThat(problems(settings)).hasSize(1);
    }

    /**
     * As a real start shows it: all at once, readable, without a value, before anything happens.
     */
    @Test
    void theProcessSaysEverythingAndDoesNotStart(CapturedOutput output) {
        assertThatThrownBy(() ->
                        new SpringApplicationBuilder(SpotDock.class)
                                .profiles("production")
                                .run(
                                        "--spring.datasource.url=jdbc:postgresql://db/spotdock",
                                        "--spring.datasource.password=spotdock-local-only",
                                        "--spotdock.bootstrap.operator-key=tooshort-0x5eed",
                                        "--spotdock.webhooks.allow-loopback=true"))
                .isInstanceOf(UnsafeSettings.class);
        assertThat(output)
                .contains("APPLICATION FAILED TO START", "openssl rand -hex 32")
                .contains(
                        List.of(
                                "spotdock.web.security.token.key: ",
                                "spotdock.bootstrap.operator-key: ",
                                "spring.datasource.password: ",
                                "spring.data.redis.host: ",
                                "spotdock.webhooks.allow-loopback: "))
                .doesNotContain("spotdock-local-only", "tooshort-0x5eed", "\tat ");
    }

    @Test
    void oneUnfitSettingIsEnough() {
        Map<String, String> settings = good();
        start(settings);
        settings.remove("spring.data.redis.password");
        assertThatThrownBy(() -> start(settings)).isInstanceOf(UnsafeSettings.class);
    }

    private static void start(Map<String, String> settings) {
        MockEnvironment environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        environment.setActiveProfiles("production");
        try (GenericApplicationContext production = new GenericApplicationContext()) {
            production.setEnvironment(environment);
            new ProductionCheck().initialize(production);
        }
    }

    @Test
    void otherProfilesAreLeftAlone() {
        try (GenericApplicationContext development = new GenericApplicationContext()) {
            new ProductionCheck().initialize(development);
            assertThat(development.isActive()).isFalse();
        }
    }

    private static List<String> problems(Map<String, String> settings) {
        MockEnvironment environment = new MockEnvironment();
        settings.forEach(environment::setProperty);
        return new ProductionRules(environment).problems();
    }
}
