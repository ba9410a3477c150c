package dev.spotdock.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The least that a metering pass could cost: the rows that it writes, known beforehand, written by
 * plain set statements into the same tables, in as many transactions. No lock, no event, nothing
 * read but the rows themselves.
 */
final class BareMetering {

    private static final SqlFile STAGE = SqlFile.named("metering-staged");
    private static final SqlFile WRITE = SqlFile.named("metering-bare");

    private final Connection connection;
    private final int batches;

    BareMetering(Connection connection, int batches) {
        this.connection = connection;
        this.batches = batches;
    }

    /** A new price. */
    record Tick(Instant at, long price) {}

    /** Works out what the next pass is going to write. */
    void stage(@Nullable Tick tick) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("batches", batches);
        parameters.put("tick", tick == null ? null : tick.at().atOffset(ZoneOffset.UTC));
        parameters.put("price", tick == null ? null : tick.price());
        STAGE.run(connection, parameters);
    }

    /** Writes it. */
    void write(Instant now) throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (int batch = 1; batch <= batches; batch++) {
                WRITE.run(connection, Map.of("batch", batch, "now", now.atOffset(ZoneOffset.UTC)));
                connection.commit();
            }
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
