package dev.spotdock.auctions.lua;

import io.lettuce.core.AbstractRedisAsyncCommands;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceExceptionConverter;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Runs a script that answers with one string for many callers. Those that come while others wait
 * for Redis go together, in one write: the busier it is, the less each of them costs Redis, its
 * driver and the disk. Each is still a run of its own.
 */
public final class ScriptPipeline {

    /** Redis serves nobody else between the runs of one write, as they come in one read. */
    private static final int BATCH_MAX = 50;

    /** The batch before may take as long as a command may, and then the caller's own. */
    private static final int TURNS = 2;

    private static final ByteArrayCodec BYTES = ByteArrayCodec.INSTANCE;
    private static final LettuceExceptionConverter SPRINGS = new LettuceExceptionConverter();

    private final LuaScript script;
    private final StringRedisTemplate redis;
    private final Batches<Run> batches = new Batches<>(BATCH_MAX);

    public ScriptPipeline(LuaScript script, StringRedisTemplate redis) {
        this.script = script;
        this.redis = redis;
    }

    /**
     * Runs it once; as {@link LuaScript#runForText}.
     *
     * @throws DataAccessException Redis is away, or did not answer in time: then the script may
     *     have run or not
     */
    public String run(List<String> names, String... values) {
        StatefulConnection<byte[], byte[]> connection = connection();
        Run run = new Run(script.call(BYTES, names, values));
        batches.add(run, batch -> send(connection, batch));
        try {
            byte[] answer =
                    LettuceFutures.awaitOrCancel(
                            run, connection.getTimeout().toMillis() * TURNS, TimeUnit.MILLISECONDS);
            return new String(Objects.requireNonNull(answer), StandardCharsets.UTF_8);
        } catch (RedisNoScriptException e) {
            return script.runForText(redis, names, values); // tells the server what it is
        } catch (RedisException e) {
            DataAccessException known = SPRINGS.translate(e);
            throw known != null ? known : new RedisSystemException("Redis failed", e);
        }
    }

    private static CompletionStage<?> send(
            StatefulConnection<byte[], byte[]> connection, List<Run> batch) {
        try {
            connection.dispatch(batch);
        } catch (RuntimeException e) {
            batch.forEach(run -> run.completeExceptionally(e));
        }
        return batch.getLast();
    }

    /** The one that Spring Data's callers share; it is made anew by itself. */
    private StatefulConnection<byte[], byte[]> connection() {
        try (LettuceConnection spring =
                (LettuceConnection) redis.getRequiredConnectionFactory().getConnection()) {
            return ((AbstractRedisAsyncCommands<byte[], byte[]>) spring.getNativeConnection())
                    .getConnection();
        }
    }

    /** One caller's run. */
    private static final class Run extends AsyncCommand<byte[], byte[], byte[]> {

        Run(CommandArgs<byte[], byte[]> arguments) {
            super(new Command<>(CommandType.EVALSHA, new ValueOutput<>(BYTES), arguments));
        }
    }
}
