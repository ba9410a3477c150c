package dev.spotdock.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The scripts of the order book, and nothing else: arguments as they are given, answers as they
 * come. Keeps one pool's book.
 */
final class BareBook implements AutoCloseable {

    private static final String SCRIPTS = "/dev/spotdock/auctions/book/lua/";
    private static final String EPOCH = "1";

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final String[] allKeys;
    private final String[] bestKeys;
    private final String apply;
    private final String best;
    private long applied;

    BareBook(RedisURI uri, String pool) throws IOException {
        client = RedisClient.create(uri);
        connection = client.connect();
        allKeys = keys(pool, "book", "levels", "bids", "meta");
        bestKeys = keys(pool, "book", "bids", "meta");
        apply = connection.sync().scriptLoad(script("apply"));
        best = connection.sync().scriptLoad(script("best"));
        String reset = connection.sync().scriptLoad(script("reset"));
        run(reset, allKeys, EPOCH);
        run(apply, allKeys, EPOCH, "", "0", "", "");
    }

    private static String[] keys(String pool, String... names) {
        String[] keys = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            keys[i] = "{" + pool + "}:" + names[i];
        }
        return keys;
    }

    private static String script(String name) throws IOException {
        try (InputStream text =
                Objects.requireNonNull(
                        BareBook.class.getResourceAsStream(SCRIPTS + name + ".lua"), name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> run(String sha, String[] keys, String... arguments) {
        List<String> answer =
                connection.sync().evalsha(sha, ScriptOutputType.MULTI, keys, arguments);
        if (!answer.getFirst().equals("OK")) {
            throw new IllegalStateException("the bare book answers " + answer);
        }
        return answer;
    }

    /** One counted change, announced as the product's are. */
    void apply(String line) {
        String before = Long.toString(applied++);
        run(apply, allKeys, EPOCH, before, Long.toString(applied), "spotdock:bench", line);
    }

    /** The first page: the applied count, then the entries. */
    List<String> best(String limit) {
        return run(best, bestKeys, EPOCH, "0", "", "", limit);
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown(Duration.ZERO, Duration.ZERO);
    }
}
