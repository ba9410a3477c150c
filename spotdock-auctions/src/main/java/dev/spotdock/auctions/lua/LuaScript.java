package dev.spotdock.auctions.lua;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * One atomic step within Redis 6.2 and later: {@code lua/<name>.lua} beside its owner. Its header
 * says what it takes and yields.
 */
public final class LuaScript {

    private final String name;
    private final int keys;
    private final int arguments;
    private final RedisScript<List<String>> script;

    /**
     * Reads it when it is first run.
     *
     * @param owner the class beside which it lies
     */
    public LuaScript(Class<?> owner, String name, int keys, int arguments) {
        this.name = name;
        this.keys = keys;
        this.arguments = arguments;
        this.script =
                RedisScript.of(
                        new ClassPathResource("lua/%s.lua".formatted(name), owner), listOfText());
    }

    @SuppressWarnings("unchecked") // a class literal knows no type argument
    private static Class<List<String>> listOfText() {
        return (Class<List<String>>) (Class<?>) List.class;
    }

    public String name() {
        return name;
    }

    public String text() {
        return script.getScriptAsString();
    }

    public int keys() {
        return keys;
    }

    public int arguments() {
        return arguments;
    }

    /** Runs it by its digest, or by its text where the server does not know it yet. */
    public List<String> run(StringRedisTemplate redis, List<String> names, String... values) {
        check(names.size(), values.length);
        return redis.execute(script, names, (Object[]) values);
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
                                    byte[] text = bytes(text());
                                    for (Call call : calls) {
                                        connection
                                                .scriptingCommands()
                                                .eval(text, ReturnType.MULTI, keys, bytes(call));
                                    }
                                    return null;
                                });
        List<List<String>> said = new ArrayList<>();
        for (Object answer : answers) {
            said.add(
                    ((List<?>) Objects.requireNonNull(answer))
                            .stream().map(String::valueOf).toList());
        }
        return said;
    }

    private static byte[][] bytes(Call call) {
        return Stream.concat(call.names().stream(), call.values().stream())
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
