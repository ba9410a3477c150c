package dev.spotdock.auctions.timed.intake;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.spotdock.auctions.Market;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

class RedisDurabilityTests {

    private static final String USER = "may-not-ask";

    private final StringRedisTemplate redis = Market.fresh().bean(StringRedisTemplate.class);
    private final RedisDurability durability = new RedisDurability(redis, properties("checked"));

    @AfterEach
    void restore() {
        configure("appendfsync", "always");
        execute("ACL", "SETUSER", USER, "off");
    }

    private static LotProperties properties(String redisDurability) {
        return new Binder(
                        new MapConfigurationPropertySource(
                                Map.of("lots.redis-durability", redisDurability)))
                .bindOrCreate("lots", LotProperties.class);
    }

    @Test
    void aRedisThatMayLoseBidsIsRefused() {
        assertThatCode(durability::check).doesNotThrowAnyException();
        configure("appendfsync", "everysec");
        assertThatIllegalStateException()
                .isThrownBy(durability::check)
                .withMessageContaining("appendfsync everysec")
                .withMessageContaining("set appendfsync always");
    }

    @Test
    void oneThatDoesNotLetItselfBeAskedIsTakenAtTheOperatorsWord() {
        execute("ACL", "SETUSER", USER, "on", "nopass", "~*", "+@all", "-config");
        LettuceConnectionFactory factory = connections();
        try {
            StringRedisTemplate mute = new StringRedisTemplate(factory);
            assertThatIllegalStateException()
                    .isThrownBy(() -> new RedisDurability(mute, properties("checked")).check())
                    .withMessageContaining("does not let itself be asked")
                    .withMessageContaining("no permission")
                    .withMessageContaining("spotdock.auctions.lots.redis-durability=stated");
            assertThatCode(() -> new RedisDurability(mute, properties("stated")).check())
                    .doesNotThrowAnyException();
        } finally {
            factory.destroy();
        }
    }

    /** As that user. */
    private LettuceConnectionFactory connections() {
        var server = (LettuceConnectionFactory) redis.getRequiredConnectionFactory();
        RedisStandaloneConfiguration configuration =
                new RedisStandaloneConfiguration(server.getHostName(), server.getPort());
        configuration.setUsername(USER);
        configuration.setPassword("any");
        LettuceConnectionFactory factory = new LettuceConnectionFactory(configuration);
        factory.start();
        return factory;
    }

    private void configure(String name, String value) {
        execute("CONFIG", "SET", name, value);
    }

    private void execute(String command, String... words) {
        byte[][] arguments =
                Stream.of(words)
                        .map(word -> word.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        redis.execute(
                (RedisCallback<@Nullable Object>)
                        connection -> {
                            connection.execute(command, arguments);
                            return null;
                        });
    }
}
