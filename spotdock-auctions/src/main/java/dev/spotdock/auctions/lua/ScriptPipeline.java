package dev.spotdock.auctions.lua;

import io.lettuce.core.AbstractRedisAsyncCommands;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceExceptionConverter;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Runs a script for many callers. Those that come while others wait for Redis go together, in one
 * run of the script: the busier it is, the less each of them costs Redis, its driver and the disk.
 * The script takes the keys of all, then the arguments of all, and answers with a line for each;
 * {@code FAILED|} and why where one went wrong, which is nobody else's.
 */
public final class ScriptPipeline {

    /** Redis serves nobody else during a run. */
    private static final int BATCH_MAX = 50;

    /** The batch before may take as long as a command may, and then the caller's own. */
    private static final int TURNS = 2;

    private static final String FAILED = "FAILED|";
    private static final ByteArrayCodec BYTES = ByteArrayCodec.INSTANCE;
    private static final LettuceExceptionConverter SPRINGS = new LettuceExceptionConverter();

    private final LuaScript script;
    private final StringRedisTemplate redis;
    private final Batches<Caller> batches = new Batches<>(BATCH_MAX);

    public ScriptPipeline(LuaScript script, StringRedisTemplate redis) {
        this.script = script;
        this.redis = redis;
    }

    /**
     * Runs it once, with others or alone.
     *
     * @return its line of the answer
     * @throws DataAccessException Redis is away, or did not answer in time: then the script may
     *     have run or not; or the script failed
     */
    public String run(List<String> names, String... values) {
        StatefulConnection<byte[], byte[]> connection = connection();
        long patience = connection.getTimeout().toMillis();
        Caller caller = new Caller(new LuaScript.Call(names, List.of(values)));
        batches.add(caller, batch -> send(connection, batch, true));
        try {
            String answer = caller.answer.get(patience * TURNS, TimeUnit.MILLISECONDS);
            if (answer.startsWith(FAILED)) {
                throw exception(new RedisException(answer.substring(FAILED.length())));
            }
            return answer;
        } catch (ExecutionException e) {
            throw exception(e.getCause());
        } catch (TimeoutException _) {
            throw exception(new RedisCommandTimeoutException("no answer in time"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw exception(new RedisCommandInterruptedException(e));
        }
    }

    private static DataAccessException exception(@Nullable Throwable cause) {
        Exception failure =
                cause instanceof Exception known ? known : new RedisException("failed", cause);
        DataAccessException known = SPRINGS.translate(failure);
        return known != null ? known : new RedisSystemException("Redis failed", failure);
    }

    /** Complete when all of them have their answers; it never fails. */
    private CompletionStage<?> send(
            StatefulConnection<byte[], byte[]> connection, List<Caller> batch, boolean byDigest) {
        AsyncCommand<byte[], byte[], byte[]> run =
                new AsyncCommand<>(
                        new Command<>(
                                byDigest ? CommandType.EVALSHA : CommandType.EVAL,
                                new ValueOutput<>(BYTES),
                                script.call(
                                        BYTES,
                                        byDigest,
                                        batch.stream().map(Caller::call).toList())));
        try {
            connection.dispatch(run);
        } catch (RuntimeException e) {
            run.completeExceptionally(e);
        }
        return run.orTimeout(connection.getTimeout().toMillis() + 1, TimeUnit.MILLISECONDS)
                .handle((answer, failure) -> {
                    if (byDigest && failure instanceof RedisNoScriptException) {
                        return send(connection, batch, false); // tells the server what it is
                    }
                    tell(batch, answer, failure);
                    return CompletableFuture.<@Nullable Void>completedFuture(null);
                })
                .thenCompose(rest -> rest);
    }

    private static void tell(
            List<Caller> batch, byte @Nullable [] answer, @Nullable Throwable failure) {
        String[] lines =
                answer == null
                        ? new String[0]
                        : new String(answer, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < batch.size(); i++) {
            CompletableFuture<String> waiting = batch.get(i).answer;
            if (failure == null && lines.length == batch.size()) {
                waiting.complete(lines[i]);
            } else {
                waiting.completeExceptionally(
                        failure != null
                                ? failure
                                : new RedisException(
                                        "%d answers to %d".formatted(lines.length, batch.size())));
            }
        }
    }

    /** The one that Spring Data's callers share; it is made anew by itself. */
    private StatefulConnection<byte[], byte[]> connection() {
        try (LettuceConnection spring =
                (LettuceConnection) redis.getRequiredConnectionFactory().getConnection()) {
            return ((AbstractRedisAsyncCommands<byte[], byte[]>) spring.getNativeConnection())
                    .getConnection();
        }
    }

    /** One who waits. */
    private record Caller(LuaScript.Call call, CompletableFuture<String> answer) {

        Caller(LuaScript.Call call) {
            this(call, new CompletableFuture<>());
        }
    }
}
