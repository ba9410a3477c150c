package dev.spotdock.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

/**
 * The least that durable acceptance could cost: one transaction with two inserts, a row like a
 * bid's and one like an event's, each with its indexes. One connection a client.
 */
final class TwoInserts implements ClosedLoop.Client, AutoCloseable {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();
    private static final String PAYLOAD =
            ("{\"pool\":\"default\",\"image\":\"busybox:1.37\",\"command\":[\"true\"],"
                            + "\"cpuMillis\":1000,\"memoryMib\":1024,\"unitPrice\":1000000}")
                    .repeat(4);

    private final Connection connection;
    private final PreparedStatement bid;
    private final PreparedStatement event;

    TwoInserts(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        bid =
                connection.prepareStatement(
                        "insert into bench_bid (id, account, pool, price, submitted_at, spec)"
                                + " values (?, ?, 'default', ?, ?, ?)");
        event =
                connection.prepareStatement(
                        "insert into bench_event (id, aggregate, sequence, type, at, payload)"
                                + " values (?, ?, 0, 'BidSubmitted', ?, ?)");
    }

    /** In a database of its own, so that the product's tables and this one's do not mix. */
    static void createTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table bench_bid (sequence bigint generated always as identity, id uuid"
                            + " primary key, account uuid not null, pool text not null, price"
                            + " bigint not null, submitted_at timestamptz not null, spec text not"
                            + " null)");
            statement.execute("create index on bench_bid (account, sequence)");
            statement.execute(
                    "create table bench_event (position bigint generated always as identity"
                            + " primary key, id uuid not null unique, aggregate uuid not null,"
                            + " sequence bigint not null, type text not null, at timestamptz not"
                            + " null, payload bytea not null, unique (aggregate, sequence))");
        }
    }

    @Override
    public void operate() throws SQLException {
        UUID id = IDS.generate();
        Timestamp now = Timestamp.from(Instant.now());
        bid.setObject(1, id);
        bid.setObject(2, id);
        bid.setLong(3, 1_000_000);
        bid.setTimestamp(4, now);
        bid.setString(5, PAYLOAD);
        bid.executeUpdate();
        event.setObject(1, IDS.generate());
        event.setObject(2, id);
        event.setTimestamp(3, now);
        event.setBytes(4, PAYLOAD.getBytes(StandardCharsets.UTF_8));
        event.executeUpdate();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
