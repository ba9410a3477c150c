package dev.spotdock.bench;

import dev.spotdock.kernel.id.LotId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of bids on lots, read before the clock starts, in batches of inserts into a new table. */
final class BareLotBids implements AutoCloseable {

    private static final int COLUMNS = 15;
    private static final String INSERT =
            "insert into auctions.bare_lot_bid values (" + "?, ".repeat(COLUMNS - 1) + "?)";

    private final Connection connection;
    private final int batch;
    private final List<@Nullable Object[]> rows;

    BareLotBids(Installation installation, List<LotId> lots, int batch) throws SQLException {
        this.connection = installation.connect();
        this.batch = batch;
        this.rows = rows(lots);
    }

    /** In the order in which they were accepted. */
    private List<@Nullable Object[]> rows(List<LotId> lots) throws SQLException {
        List<@Nullable Object[]> found = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select * from auctions.lot_bid where lot_id = any(?)"
                                + " order by accepted_at, lot_id, sequence")) {
            select.setArray(
                    1, connection.createArrayOf("uuid", lots.stream().map(LotId::value).toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    @Nullable Object[] values = new @Nullable Object[COLUMNS];
                    for (int column = 0; column < COLUMNS; column++) {
                        values[column] = row.getObject(column + 1);
                    }
                    found.add(values);
                }
            }
        }
        return found;
    }

    /** Stores all of them, a transaction a batch; per second. */
    double insert() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists auctions.bare_lot_bid");
            statement.execute(
                    "create table auctions.bare_lot_bid (like auctions.lot_bid including all)");
        }
        connection.setAutoCommit(false);
        long start = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int inBatch = 0;
            for (@Nullable Object[] row : rows) {
                for (int column = 0; column < COLUMNS; column++) {
                    insert.setObject(column + 1, row[column]);
                }
                insert.addBatch();
                if (++inBatch % batch == 0) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
        double perSecond = rows.size() / ((System.nanoTime() - start) / 1e9);
        connection.setAutoCommit(true);
        return perSecond;
    }

    @Override
    public void close() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists auctions.bare_lot_bid");
        }
        connection.close();
    }
}
