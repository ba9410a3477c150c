package dev.spotdock.web.embedded;

import dev.spotdock.web.embedded.Program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL of our own: durable, with a password, on this machine only. It outlives a crash of
 * this process; the next start stops it first and starts it again.
 *
 * <p>As the bean that the data source is made from it is up before and down after everything that
 * uses it.
 */
final class PostgresServer implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);

    private static final String USER = "spotdock";

    /** Between choosing a port and listening on it somebody else may take it. */
    private static final int START_ATTEMPTS = 3;

    private final Path folder;
    private final Path data;
    private final PostgresPrograms programs;
    private final EmbeddedProperties properties;
    private final String password;
    private final int port;

    private PostgresServer(Path folder, PostgresPrograms programs, EmbeddedProperties properties)
            throws IOException, InterruptedException, TimeoutException, SQLException {
        long began = System.nanoTime();
        this.folder = folder;
        this.data = folder.resolve("data");
        this.programs = programs;
        this.properties = properties;
        this.password = DataFolder.secret(folder.resolve("password"));
        if (Files.notExists(data)) {
            initialize();
        }
        String version = programs.expectMajorOf(data);
        stopSurvivor();
        this.port = startOnFreePort();
        createDatabase();
        log.info(
                "PostgreSQL {} on 127.0.0.1:{}, data in {} ({} ms)",
                version,
                port,
                data,
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    /**
     * Starts it, on new or existing data.
     *
     * @throws EmbeddedServerFailure says what is wrong
     */
    static PostgresServer start(DataFolder dataFolder, EmbeddedProperties properties) {
        try {
            Path folder = dataFolder.folder("postgres");
            Path installation = new Binaries(properties.binaries()).postgres();
            PostgresPrograms programs =
                    PostgresPrograms.of(installation, folder.resolve("programs.log"));
            return new PostgresServer(folder, programs, properties);
        } catch (IOException | TimeoutException | SQLException e) {
            throw new EmbeddedServerFailure(
                    "The embedded PostgreSQL did not start: " + e.getMessage(),
                    "Look into the folder postgres/log of the data folder, or set"
                            + " spring.datasource.url to use another server.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL started", e);
        }
    }

    /** In a folder aside, so that a crash halfway leaves nothing that looks like data. */
    private void initialize() throws IOException, InterruptedException, TimeoutException {
        Path fresh = folder.resolve("data.new");
        FileSystemUtils.deleteRecursively(fresh);
        Result made =
                programs.run(
                        "initdb",
                        properties.startTimeout(),
                        "--pgdata=" + fresh,
                        "--username=" + USER,
                        "--pwfile=" + folder.resolve("password"),
                        "--auth=scram-sha-256",
                        // The password is 256 random bits: making guesses dear only makes
                        // connecting dear.
                        "--set=scram_iterations=1",
                        "--encoding=UTF8",
                        "--no-locale");
        if (!made.isSuccess()) {
            throw new IOException("initdb: " + made.output());
        }
        Path conf = fresh.resolve("postgresql.conf");
        Files.writeString(
                conf, Files.readString(conf) + "\ninclude '../spotdock.conf' # each start's\n");
        Files.move(fresh, data);
    }

    private void stopSurvivor() throws IOException, InterruptedException, TimeoutException {
        Path pidFile = data.resolve("postmaster.pid");
        if (Files.notExists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        long pid = lines.isEmpty() ? 0 : Long.parseLong(lines.getFirst().strip());
        if (Program.running(pid, "postgres", data.toString()).isPresent()) {
            log.info("PostgreSQL still runs from before (process {}), stopping it", pid);
            stop();
        } else if (ProcessHandle.of(pid).isPresent()) {
            // PostgreSQL refuses to start while that id is alive, whoever has it now
            Files.delete(pidFile);
        }
    }

    private int startOnFreePort() throws IOException, InterruptedException, TimeoutException {
        for (int attempt = 1; ; attempt++) {
            int candidate = DataFolder.freePort(folder.resolve("port"));
            Files.writeString(folder.resolve("spotdock.conf"), settings(candidate));
            Result started =
                    programs.run(
                            "pg_ctl",
                            properties.startTimeout().plusSeconds(5),
                            "start",
                            "--pgdata=" + data,
                            "--log=" + folder.resolve("start.log"),
                            "--wait",
                            "--timeout=" + properties.startTimeout().toSeconds());
            if (started.isSuccess()) {
                return candidate;
            }
            String why = Program.end(folder.resolve("start.log"));
            if (attempt == START_ATTEMPTS) {
                throw new IOException("%s; %s".formatted(started.output(), why));
            }
            log.warn("PostgreSQL did not start on port {}, trying again: {}", candidate, why);
            Files.deleteIfExists(folder.resolve("port"));
        }
    }

    /**
     * Durable to the last commit; small. The log has no statements, which may carry secrets, and
     * starts afresh each weekday, so that it stays bounded.
     */
    private static String settings(int port) {
        return """
        port = %d
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        max_connections = 100
        shared_buffers = 128MB
        max_wal_senders = 0
        wal_level = minimal
        timezone = 'UTC'
        log_timezone = 'UTC'
        logging_collector = on
        log_directory = '../log'
        log_filename = 'postgresql-%%a.log'
        log_rotation_age = 1d
        log_rotation_size = 0
        log_truncate_on_rotation = on
        log_min_messages = log
        log_min_error_statement = panic
        log_checkpoints = off
        """
                .formatted(port);
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), USER, password);
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery(
                            "select 1 from pg_database where datname = 'spotdock'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database spotdock");
        }
    }

    private void stop() throws IOException, InterruptedException, TimeoutException {
        if (!stop("fast").isSuccess()) {
            Result stopped = stop("immediate"); // the next start recovers
            if (!stopped.isSuccess()) {
                throw new IOException("PostgreSQL does not stop: " + stopped.output());
            }
        }
    }

    private Result stop(String mode) throws IOException, InterruptedException, TimeoutException {
        Duration timeout = properties.stopTimeout();
        return programs.run(
                "pg_ctl",
                timeout.plusSeconds(5),
                "stop",
                "--pgdata=" + data,
                "--mode=" + mode,
                "--wait",
                "--timeout=" + timeout.toSeconds());
    }

    /** Ends open sessions and stops it; returns when it is down. */
    @Override
    public void close() {
        try {
            stop();
            log.info("PostgreSQL stopped");
        } catch (IOException | TimeoutException e) {
            log.warn("PostgreSQL was not stopped, the next start will do it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
    }

    @Override
    public String getJdbcUrl() {
        return url("spotdock");
    }

    @Override
    public String getUsername() {
        return USER;
    }

    @Override
    public String getPassword() {
        return password;
    }
}
