package dev.spotdock.compute.workload;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One PostgreSQL for all tests of the module, empty and migrated for each. */
final class TestDatabase {

    private static final EmbeddedPostgres POSTGRES = start();

    private TestDatabase() {}

    static DataSource fresh() {
        DataSource database = POSTGRES.getPostgresDatabase();
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("drop schema if exists compute cascade").update();
        jdbc.sql("drop table if exists public.flyway_schema_history").update();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/compute")
                .load()
                .migrate();
        return database;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
