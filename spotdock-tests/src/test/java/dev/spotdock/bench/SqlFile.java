package dev.spotdock.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Statements beside this class, run one after the other in one round trip.
 *
 * @param sql with named parameters
 */
record SqlFile(String sql) {

    static SqlFile named(String name) {
        try (InputStream in = SqlFile.class.getResourceAsStream(name + ".sql")) {
            return new SqlFile(
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void run(Connection connection, Map<String, ?> parameters) {
        client(connection).sql(sql).params(parameters).update();
    }

    /** Leaves the connection open. */
    static JdbcClient client(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }
}
