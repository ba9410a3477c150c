package dev.spotdock.auctions.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.spotdock.auctions.Market;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

class ScriptPipelineTests {

    private static final LuaScript COUNTED =
            new LuaScript(ScriptPipelineTests.class, "counted", 1, 1);
    private static final String ORDER = "order";

    private final StringRedisTemplate redis = Market.fresh().bean(StringRedisTemplate.class);
    private final List<LettuceConnectionFactory> own = new ArrayList<>();
    private final ScriptPipeline pipeline = new ScriptPipeline(COUNTED, redis);

    @AfterEach
    void close() {
        own.forEach(LettuceConnectionFactory::destroy);
    }

    private String run(String said) {
        return pipeline.run(List.of(ORDER), said);
    }

    @Test
    void manyAtOnceHaveTheirOwnAnswersAndRunOnceEach() throws Exception {
        int callers = 500;
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                String said = "caller-" + i;
                answers.add(threads.submit(() -> run(said)));
            }
        }
        for (int i = 0; i < callers; i++) {
            assertThat(answers.get(i).get()).isEqualTo("caller-" + i);
        }
        assertThat(redis.opsForList().range(ORDER, 0, -1)).hasSize(callers).doesNotHaveDuplicates();
    }

    @Test
    void aServerThatDoesNotKnowTheScriptIsTold() {
        redis.execute(
                (RedisCallback<Boolean>)
                        connection -> {
                            connection.scriptingCommands().scriptFlush();
                            return true;
                        });
        assertThat(run("anew")).isEqualTo("anew");
        assertThat(redis.opsForList().range(ORDER, 0, -1)).containsExactly("anew");
    }

    @Test
    void oneThatFailsFailsAlone() throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                String said = i % 10 == 0 ? "" : "good";
                answers.add(threads.submit(() -> run(said)));
            }
        }
        for (int i = 0; i < 100; i++) {
            Future<String> answer = answers.get(i);
            if (i % 10 == 0) {
                assertThatThrownBy(answer::get)
                        .isInstanceOf(ExecutionException.class)
                        .cause()
                        .isInstanceOf(RedisSystemException.class)
                        .hasStackTraceContaining("nothing was said");
            } else {
                assertThat(answer.get()).isEqualTo("good");
            }
        }
    }

    @Test
    void aServerThatDoesNotAnswerHoldsNobodyForLong() throws Exception {
        ScriptPipeline hasty = new ScriptPipeline(COUNTED, template(port(), 200));
        assertThat(hasty.run(List.of(ORDER), "before")).isEqualTo("before");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> asleep = threads.submit(this::sleep);
            assertThatThrownBy(
                            () -> {
                                while (!asleep.isDone()) {
                                    hasty.run(List.of(ORDER), "before");
                                }
                            })
                    .isInstanceOf(QueryTimeoutException.class);
            List<Future<String>> waiting = new ArrayList<>();
            long from = System.nanoTime();
            for (int i = 0; i < 120; i++) {
                waiting.add(threads.submit(() -> hasty.run(List.of(ORDER), "during")));
            }
            for (Future<String> one : waiting) {
                assertThatThrownBy(one::get).cause().isInstanceOf(QueryTimeoutException.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - from))
                    .isLessThan(Duration.ofSeconds(1));
            asleep.get();
        }
        assertThat(hasty.run(List.of(ORDER), "after")).isEqualTo("after");
    }

    /** The server does nothing else for two seconds. */
    private boolean sleep() {
        redis.execute(
                (RedisCallback<Boolean>)
                        connection -> {
                            connection.execute("DEBUG", bytes("SLEEP"), bytes("2"));
                            return true;
                        });
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aServerThatIsNotThereIsSaidToBe() {
        ScriptPipeline nowhere = new ScriptPipeline(COUNTED, template(1, 1000));
        assertThatThrownBy(() -> nowhere.run(List.of(ORDER), "hello"))
                .isInstanceOf(RedisConnectionFailureException.class);
    }

    private int port() {
        return ((LettuceConnectionFactory) redis.getRequiredConnectionFactory()).getPort();
    }

    private StringRedisTemplate template(int port, long timeoutMillis) {
        LettuceConnectionFactory factory =
                new LettuceConnectionFactory(
                        new RedisStandaloneConfiguration("127.0.0.1", port),
                        LettuceClientConfiguration.builder()
                                .commandTimeout(Duration.ofMillis(timeoutMillis))
                                .build());
        factory.start();
        own.add(factory);
        return new StringRedisTemplate(factory);
    }
}
