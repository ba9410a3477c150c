package dev.spotdock.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.spotdock.web.ManualClock;
import dev.spotdock.web.TestRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import redis.embedded.RedisServer;

/** Budgets in a real Redis, and without one. */
class BucketsTests {

    private static final LimitProperties SETTINGS =
            new LimitProperties(
                    Duration.ofMinutes(1),
                    100,
                    100,
                    100,
                    100,
                    50,
                    Duration.ofMillis(1),
                    Duration.ofMillis(200));

    private static final Budget READS = SETTINGS.readBudget();

    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<LettuceConnectionFactory> factories = new ArrayList<>();
    private RedisServer redis = TestRedis.create();
    private final int port = redis.ports().getFirst();

    BucketsTests() throws IOException {}

    @BeforeEach
    void startRedis() throws IOException {
        redis.start();
    }

    @AfterEach
    void stopRedis() throws IOException {
        factories.forEach(LettuceConnectionFactory::destroy);
        redis.stop();
    }

    /** An instance of the application, as far as budgets are concerned. */
    private Buckets instance() {
        LettuceConnectionFactory factory =
                new LettuceConnectionFactory(
                        new RedisStandaloneConfiguration("127.0.0.1", port),
                        LettuceClientConfiguration.builder()
                                .commandTimeout(Duration.ofSeconds(1))
                                .build());
        factory.afterPropertiesSet();
        factory.start();
        factories.add(factory);
        SharedBuckets shared =
                new SharedBuckets(
                        new RedisBudgets(
                                new StaticListableBeanFactory(Map.of("redis", factory))
                                        .getBeanProvider(LettuceConnectionFactory.class)),
                        SETTINGS,
                        clock);
        shared.runOnce(clock.instant());
        return new Buckets(SETTINGS, shared, clock, meters);
    }

    private int granted(Buckets buckets, String owner, int wishes) {
        int granted = 0;
        for (int i = 0; i < wishes; i++) {
            granted += buckets.take(READS, owner, 1).granted() ? 1 : 0;
            clock.advance(Duration.ofMillis(2)); // longer than an instance keeps it to itself
        }
        return granted;
    }

    private double alone() {
        return meters.counter("spotdock.web.limits.alone").count();
    }

    @Test
    void instancesShareABudgetThroughRedis() {
        Buckets one = instance();
        Buckets other = instance();
        assertThat(granted(one, "a", 60)).isEqualTo(60);
        // within what an instance has not told yet, and what comes back meanwhile
        assertThat(granted(other, "a", 60)).isBetween(38, 44);
        assertThat(granted(one, "a", 60)).isLessThan(4);
        assertThat(granted(one, "b", 10)).isEqualTo(10);
        assertThat(alone()).isZero();
    }

    @Test
    void whileRedisIsAwayEachInstanceCountsForItself() throws IOException {
        Buckets one = instance();
        Buckets other = instance();
        assertThat(granted(one, "a", 100)).isEqualTo(100);
        redis.stop();
        assertThat(granted(one, "a", 150)).isBetween(100, 102);
        assertThat(granted(other, "a", 150)).isBetween(100, 102);
        assertThat(alone()).isEqualTo(300);
    }

    @Test
    void aBudgetIsSharedAgainWhenRedisIsBack() throws IOException {
        Buckets one = instance();
        granted(one, "a", 1);
        redis.stop();
        granted(one, "a", 1);
        double before = alone();
        redis = TestRedis.create(port);
        redis.start();
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        do {
            assertThat(System.nanoTime()).as("until Redis is used again").isLessThan(deadline);
            clock.advance(Duration.ofSeconds(2));
            before = alone();
            granted(one, "a", 1);
        } while (alone() > before);
        assertThat(alone()).isEqualTo(before);
    }

    @Test
    void aSlowRedisHoldsNobodyUpForLong() {
        Buckets one = instance();
        granted(one, "a", 1);
        try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + port);
                var connection = client.connect()) {
            connection.sync().clientPause(3000);
            long began = System.nanoTime();
            assertThat(granted(one, "b", 50)).isEqualTo(50);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofMillis(1500));
        }
        assertThat(alone()).isGreaterThanOrEqualTo(50);
    }

    @Test
    void budgetsInRedisVanishWhenTheyAreFullAgain() {
        granted(instance(), "a", 50);
        try (RedisClient client = RedisClient.create("redis://127.0.0.1:" + port);
                var connection = client.connect()) {
            RedisCommands<String, String> commands = connection.sync();
            List<String> keys = commands.keys("*");
            assertThat(keys).containsExactly("spotdock:limit:reads:100/60000:a");
            assertThat(commands.pttl(keys.getFirst())).isBetween(1L, 120_000L);
        }
    }

    @Test
    void onlySoManyBudgetsAreRemembered() {
        Buckets one = instance();
        for (int i = 0; i < 1000; i++) {
            one.take(READS, "owner " + i, 1);
        }
        assertThat(one.remembered()).isLessThanOrEqualTo(50);
    }

    @Test
    void withoutRedisBudgetsAreBoundedToo() throws IOException {
        redis.stop();
        Buckets one =
                new Buckets(SETTINGS, new SharedBuckets(none(), SETTINGS, clock), clock, meters);
        for (int i = 0; i < 1000; i++) {
            one.take(READS, "owner " + i, 1);
        }
        assertThat(one.remembered()).isLessThanOrEqualTo(50);
        assertThat(granted(one, "a", 150)).isBetween(100, 101);
    }

    private static RedisBudgets none() {
        return new RedisBudgets(
                new StaticListableBeanFactory().getBeanProvider(LettuceConnectionFactory.class));
    }
}
