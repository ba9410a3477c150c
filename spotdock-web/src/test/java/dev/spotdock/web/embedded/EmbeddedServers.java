package dev.spotdock.web.embedded;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Both servers on one folder, with a client each; also the program that a test kills. */
record EmbeddedServers(DataFolder folder, PostgresServer postgres, RedisServer redis)
        implements AutoCloseable {

    /** Shared by all tests: unpacking takes longer than they do. */
    private static final Path BINARIES = Path.of("target", "embedded-bin");

    static EmbeddedProperties properties(Path dataDir) {
        return new EmbeddedProperties(
                dataDir, BINARIES, Duration.ofSeconds(120), Duration.ofSeconds(30));
    }

    static EmbeddedServers start(Path dataDir) {
        EmbeddedProperties properties = properties(dataDir);
        DataFolder folder = DataFolder.open(properties.folder());
        return new EmbeddedServers(
                folder,
                PostgresServer.start(folder, properties),
                RedisServer.start(folder, properties));
    }

    /** Starts both, stores something in each, says so, and waits to be killed. */
    public static void main(String[] args) throws SQLException, InterruptedException {
        try (EmbeddedServers servers = start(Path.of(args[0]))) {
            servers.store("before the crash");
            System.out.println("stored");
            new CountDownLatch(1).await();
        }
    }

    void store(String value) throws SQLException {
        try (Connection connection = connect(postgres.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists kept (value text)");
            statement.execute("insert into kept values ('%s')".formatted(value));
        }
        redis(commands -> commands.set("kept", value));
    }

    String storedInPostgres() throws SQLException {
        return query("select string_agg(value, ', ') from kept");
    }

    @Nullable String storedInRedis() {
        return redis(commands -> commands.get("kept"));
    }

    String query(String sql) throws SQLException {
        try (Connection connection = connect(postgres.getPassword());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    Connection connect(String password) throws SQLException {
        return DriverManager.getConnection(postgres.getJdbcUrl(), postgres.getUsername(), password);
    }

    <T extends @Nullable Object> T redis(Function<RedisCommands<String, String>, T> question) {
        RedisURI uri =
                RedisURI.builder()
                        .withHost("127.0.0.1")
                        .withPort(redis.getStandalone().getPort())
                        .withPassword(redis.getPassword().toCharArray())
                        .build();
        try (RedisClient client = RedisClient.create(uri);
                StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        }
    }

    @Override
    public void close() {
        redis.close();
        postgres.close();
        folder.close();
    }
}
