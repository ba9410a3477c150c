package dev.spotdock.runtime.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class CommitWatchTests {

    private static EmbeddedPostgres postgres;

    private CommitWatch watch;

    @BeforeAll
    static void start() throws IOException, SQLException {
        // Nobody but the test writes.
        postgres = EmbeddedPostgres.builder().setServerConfig("autovacuum", "off").start();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("create table noted (what text)");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void look() {
        watch = new CommitWatch(JdbcClient.create(postgres.getPostgresDatabase()));
        assertThat(watch.hasNews()).as("at first").isTrue();
        assertThat(watch.hasNews()).isFalse();
    }

    private static Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    private static void note(Connection connection, String what) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into noted values ('%s')".formatted(what));
        }
    }

    @Test
    void aCommitIsNews() throws SQLException {
        try (Connection other = connect()) {
            note(other, "something");
        }
        assertThat(watch.hasNews()).isTrue();
        assertThat(watch.hasNews()).isFalse();
    }

    @Test
    void aCommitIsNewsThatBeganBeforeOthers() throws SQLException {
        try (Connection late = connect();
                Connection other = connect()) {
            late.setAutoCommit(false);
            note(late, "late");
            note(other, "something");
            assertThat(watch.hasNews()).isTrue();
            assertThat(watch.hasNews()).isFalse();
            late.commit();
            assertThat(watch.hasNews()).isTrue();
        }
    }

    @Test
    void whoeverReadsIsNoNews() throws SQLException {
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            statement.execute("select count(*) from noted");
        }
        assertThat(watch.hasNews()).isFalse();
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsForReadersToFind() {
        CommitWatch away =
                new CommitWatch(JdbcClient.create(postgres.getDatabase("nobody", "nowhere")));
        assertThat(away.hasNews()).isTrue();
        assertThat(away.hasNews()).isTrue();
    }
}
