package dev.spotdock.web;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A way to PostgreSQL that can be cut and mended. */
public final class CuttableDataSource extends DelegatingDataSource {

    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean isCut;

    CuttableDataSource(DataSource whole) {
        super(whole);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (isCut) {
            throw new SQLTransientConnectionException("cut");
        }
        Connection connection = super.getConnection();
        open.add(connection);
        open.removeIf(CuttableDataSource::isClosed);
        return connection;
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** From now on nobody reaches it, and whoever was connected notices. */
    public void cut() throws SQLException {
        isCut = true;
        for (Connection connection : open) {
            connection.abort(Runnable::run);
        }
    }

    public void mend() {
        isCut = false;
    }
}
