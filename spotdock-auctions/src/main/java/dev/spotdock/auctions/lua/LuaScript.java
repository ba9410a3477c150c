package dev.spotdock.auctions.lua;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.protocol.CommandArgs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisScriptingCommands;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.DigestUtils;

/**
 * One atomic step within Redis 6.2 and later: {@code lua/<name>.lua} beside its owner. Its header
 * says what it takes and yields.
 */
public final class LuaScript {

    private final String name;
    private final int keys;
    private final int arguments;
    private final String text;
    private final String digest;

    /**
     * Reads it.
     *
     * @param owner the class beside which it lies
     */
    public LuaScript(Class<?> owner, String name, int keys, int arguments) {
        this.name = name;
        this.keys = keys;
        this.arguments = arguments;
        this.text = text(new ClassPathResource("lua/%s.lua".formatted(name), owner));
        this.digest = DigestUtils.sha1DigestAsHex(text);
    }

    private static String text(ClassPathResource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public int keys() {
        return keys;
    }

    public int arguments() {
        return arguments;
    }

    /**
     * Runs one that answers with an array: by its digest, or by its text where the server does not
     * know it yet. Not by Spring Data's executor, which asks for the age of the script's file at
     * each run, and makes a proxy of the connection.
     */
    public List<String> run(StringRedisTemplate redis, List<String> names, String... values) {
        return texts(run(redis, ReturnType.MULTI, names, values));
    }

    /** Runs one that answers with one string. */
    public String runForText(StringRedisTemplate redis, List<String> names, String... values) {
        return text(run(redis, ReturnType.VALUE, names, values));
    }

    /** What Redis is told to run it by its digest. */
    CommandArgs<byte[], byte[]> call(
            RedisCodec<byte[], byte[]> codec, List<String> names, String... values) {
        check(names.size(), values.length);
        CommandArgs<byte[], byte[]> call = new CommandArgs<>(codec).add(digest).add(keys);
        names.forEach(name -> call.addKey(bytes(name)));
        for (String value : values) {
            call.addValue(bytes(value));
        }
        return call;
    }

    private Object run(
            StringRedisTemplate redis, ReturnType kind, List<String> names, String... values) {
        check(names.size(), values.length);
        byte[][] given = bytes(names, Arrays.asList(values));
        RedisCallback<@Nullable Object> call =
                connection -> run(connection.scriptingCommands(), kind, given);
        return Objects.requireNonNull(redis.execute(call, true));
    }

    private @Nullable Object run(RedisScriptingCommands server, ReturnType kind, byte[][] given) {
        try {
            return server.evalSha(digest, kind, keys, given);
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof RedisNoScriptException) {
                return server.eval(bytes(text), kind, keys, given);
            }
            throw e;
        }
    }

    private static List<String> texts(Object parts) {
        return ((List<?>) parts).stream().map(LuaScript::text).toList();
    }

    private static String text(Object part) {
        return part instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : part.toString();
    }

    /** What one run takes. */
    public record Call(List<String> names, List<String> values) {

        public Call {
            names = List.copyOf(names);
            values = List.copyOf(values);
        }
    }

    /**
     * Runs it once for each, without waiting for one answer before the next is asked for: by its
     * text, as nobody could tell in between that the server does not know it yet.
     *
     * @return the answers, in order
     */
    public List<List<String>> runEach(StringRedisTemplate redis, List<Call> calls) {
        calls.forEach(call -> check(call.names().size(), call.values().size()));
        List<?> answers =
                redis.executePipelined(
                        (RedisCallback<@Nullable Object>)
                                connection -> {
                                    byte[] script = bytes(text);
                                    for (Call call : calls) {
                                        connection
                                                .scriptingCommands()
                                                .eval(
                                                        script,
                                                        ReturnType.MULTI,
                                                        keys,
                                                        bytes(call.names(), call.values()));
                                    }
                                    return null;
                                });
        return answers.stream().map(answer -> texts(Objects.requireNonNull(answer))).toList();
    }

    private static byte[][] bytes(List<String> names, List<String> values) {
        return Stream.concat(names.stream(), values.stream())
                .map(LuaScript::bytes)
                .toArray(byte[][]::new);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void check(int names, int values) {
        if (names != keys || values != arguments) {
            throw new IllegalArgumentException(
                    "%s takes %d keys and %d arguments, not %d and %d"
                            .formatted(name, keys, arguments, names, values));
        }
    }
}
