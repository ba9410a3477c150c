package dev.spotdock.compute.workload;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a row of {@code compute.workload}. */
final class WorkloadRow {

    private WorkloadRow() {}

    @SuppressWarnings("unused") // a RowMapper's second parameter
    static Workload read(ResultSet row, int number) throws SQLException {
        Long stopTimeout = row.getObject("stop_timeout_ms", Long.class);
        return new Workload(
                new AllocationId(row.getObject("allocation_id", UUID.class)),
                new BidId(row.getObject("bid_id", UUID.class)),
                row.getString("node"),
                Objects.requireNonNull(instant(row, "matched_at")),
                Objects.requireNonNull(instant(row, "start_by")),
                stopTimeout == null ? null : Duration.ofMillis(stopTimeout),
                instant(row, "stop_sent_at"),
                Phase.valueOf(row.getString("phase")),
                instant(row, "launched_at"),
                instant(row, "started_at"),
                row.getBoolean("log_stored"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
