package dev.spotdock.auctions.lua;

import java.util.List;
import org.springframework.core.io.ClassPathResource;
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
        if (names.size() != keys || values.length != arguments) {
            throw new IllegalArgumentException(
                    "%s takes %d keys and %d arguments, not %d and %d"
                            .formatted(name, keys, arguments, names.size(), values.length));
        }
        return redis.execute(script, names, (Object[]) values);
    }
}
