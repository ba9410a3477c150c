package dev.spotdock.bench;

import dev.spotdock.auctions.book.OrderBook;
import dev.spotdock.billing.FindLedgerReport;
import dev.spotdock.billing.LedgerReport;
import dev.spotdock.harness.Deployment;
import dev.spotdock.harness.SpotDockApp;
import dev.spotdock.harness.SpotDockClient;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import io.lettuce.core.RedisURI;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.messaging.responsetypes.ResponseTypes;
import org.axonframework.queryhandling.QueryGateway;

/** SpotDock with its embedded servers, and what only its database says about how far it is. */
final class Installation implements AutoCloseable {

    /** The last event each processor has dealt with: its segments' smallest token. */
    private static final String LAG =
            """
            select processor_name,
                   (select coalesce(max(global_index), 0) from axon.domain_event_entry)
                   - min((convert_from(token, 'UTF8')::jsonb ->> 'index')::bigint)
            from axon.token_entry where token is not null group by processor_name
            """;

    private final SpotDockApp app;
    private final Deployment deployment;
    private final Connection connection;

    private Installation(SpotDockApp app) throws SQLException {
        this.app = app;
        this.deployment = app.deployment();
        this.connection = connect();
    }

    static Installation start(String... arguments) throws SQLException {
        return new Installation(SpotDockApp.with(arguments));
    }

    OrderBook book() {
        return app.part(OrderBook.class);
    }

    /** Where the book is kept, past SpotDock. */
    RedisURI redis() {
        return RedisURI.builder()
                .withHost(deployment.redisHost())
                .withPort(deployment.redisPort())
                .withPassword(deployment.redisPassword().toCharArray())
                .build();
    }

    SpotDockClient demo() {
        return deployment.demo();
    }

    URI base() {
        return deployment.base();
    }

    /** A new connection to the same PostgreSQL, with its durability as it is configured. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                deployment.jdbcUrl(), deployment.user(), deployment.password());
    }

    /** How PostgreSQL was told to keep what it has committed. */
    Map<String, Object> durability() throws SQLException {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("version", text("show server_version"));
        for (String name : new String[] {"fsync", "synchronous_commit", "wal_sync_method"}) {
            settings.put(name, text("show " + name));
        }
        return settings;
    }

    /** How many bids are in each status. */
    Map<String, Long> bids() throws SQLException {
        return counts("select status, count(*) from auctions.bid group by status");
    }

    /** Bids that are not final. */
    long open() throws SQLException {
        return bids().entrySet().stream()
                .filter(e -> e.getKey().matches("SUBMITTED|MATCHED|RUNNING"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** By processor, how many positions of the event store it is behind. */
    Map<String, Long> lag() throws SQLException {
        return counts(LAG);
    }

    /**
     * Waits until every processor has dealt with every event.
     *
     * @return how long that took
     * @throws IllegalStateException if it takes longer than {@code atMost}
     */
    Duration drain(Duration atMost) throws SQLException {
        long start = System.nanoTime();
        while (lag().values().stream().anyMatch(behind -> behind > 0)) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new IllegalStateException(
                        "processors are behind after %s: %s".formatted(atMost, lag()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** One of its loops, which do not run by themselves where that is switched off. */
    Loop loop(String name) {
        return app.loop(name);
    }

    /** What a module's root package, or a part that is measured alone, offers. */
    <T> T part(Class<T> type) {
        return app.part(type);
    }

    /** The one of that name, where there are several. */
    <T> T part(String name, Class<T> type) {
        return app.part(name, type);
    }

    /** Whether events are followed: by the feed, and by all others that act on them. */
    void follow(boolean following) {
        part(EventProcessingConfiguration.class)
                .eventProcessors()
                .values()
                .forEach(following ? EventProcessor::start : EventProcessor::shutDown);
    }

    Commands commands() {
        return app.part(Commands.class);
    }

    void invariantsHold() {
        app.invariants().hold();
    }

    /** The money alone, where bids, containers and events of it were never there. */
    void ledgerHolds() {
        LedgerReport report =
                app.part(QueryGateway.class)
                        .query(
                                new FindLedgerReport(),
                                ResponseTypes.optionalInstanceOf(LedgerReport.class))
                        .join()
                        .orElseThrow();
        if (!report.breaches().isEmpty()) {
            throw new IllegalStateException("the ledger is not sound: " + report.breaches());
        }
    }

    long number(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            return found.next() ? found.getString(1) : "";
        }
    }

    private Map<String, Long> counts(String sql) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                counts.put(found.getString(1), found.getLong(2));
            }
        }
        return counts;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        app.close();
    }
}
