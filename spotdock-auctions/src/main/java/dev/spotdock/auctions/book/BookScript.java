package dev.spotdock.auctions.book;

import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * The scripts of the book, {@code lua/*.lua}: one atomic step each, Redis 6.2 and later. Their
 * headers say what they take and yield.
 */
final class BookScript {

    static final BookScript APPLY = new BookScript("apply", 4, 5);
    static final BookScript BEST = new BookScript("best", 3, 5);
    static final BookScript DEPTH = new BookScript("depth", 3, 3);
    static final BookScript RESET = new BookScript("reset", 4, 1);

    private static final String STALE = "STALE";

    private final String name;
    private final int keys;
    private final int arguments;
    private final RedisScript<List<String>> script;

    private BookScript(String name, int keys, int arguments) {
        this.name = name;
        this.keys = keys;
        this.arguments = arguments;
        this.script =
                RedisScript.of(
                        new ClassPathResource("lua/%s.lua".formatted(name), BookScript.class),
                        listOfText());
    }

    static List<BookScript> all() {
        return List.of(APPLY, BEST, DEPTH, RESET);
    }

    @SuppressWarnings("unchecked") // a class literal knows no type argument
    private static Class<List<String>> listOfText() {
        return (Class<List<String>>) (Class<?>) List.class;
    }

    String name() {
        return name;
    }

    String text() {
        return script.getScriptAsString();
    }

    int keys() {
        return keys;
    }

    int arguments() {
        return arguments;
    }

    /** Runs the script by its digest, or by its text where the server does not know it yet. */
    List<String> run(StringRedisTemplate redis, List<String> names, String... values) {
        if (names.size() != keys || values.length != arguments) {
            throw new IllegalArgumentException(
                    "%s takes %d keys and %d arguments, not %d and %d"
                            .formatted(name, keys, arguments, names.size(), values.length));
        }
        return redis.execute(script, names, (Object[]) values);
    }

    static boolean isStale(List<String> answer) {
        return answer.getFirst().equals(STALE);
    }
}
