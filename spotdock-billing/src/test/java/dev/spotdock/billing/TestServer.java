package dev.spotdock.billing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One PostgreSQL for all tests of the module, with as many databases as they want. */
final class TestServer {

    private static final String TEMPLATE = "billing_template";
    private static final EmbeddedPostgres POSTGRES = start();
    private static final AtomicInteger databases = new AtomicInteger();

    private TestServer() {}

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder().setServerConfig("max_connections", "120").start();
            JdbcClient.create(postgres.getPostgresDatabase())
                    .sql("create database " + TEMPLATE)
                    .update();
            Flyway.configure()
                    .dataSource(postgres.getDatabase("postgres", TEMPLATE))
                    .locations("classpath:db/migration/billing")
                    .load()
                    .migrate();
            return postgres;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a new database, migrated and empty. */
    static String freshDatabase() {
        String name = "billing_" + databases.incrementAndGet();
        JdbcClient.create(POSTGRES.getPostgresDatabase())
                .sql("create database " + name + " template " + TEMPLATE)
                .update();
        return POSTGRES.getJdbcUrl("postgres", name);
    }
}
