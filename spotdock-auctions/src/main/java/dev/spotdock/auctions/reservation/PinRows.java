package dev.spotdock.auctions.reservation;

import dev.spotdock.auctions.reservation.window.Pin;
import dev.spotdock.kernel.resources.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads rows of {@code auctions.capacity_pin}. */
public final class PinRows {

    private PinRows() {}

    public static Pin pin(ResultSet row) throws SQLException {
        return new Pin(
                resources(row),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant());
    }

    /** Of any row with the columns {@code cpu_millis}, {@code memory_mib} and {@code gpus}. */
    public static Resources resources(ResultSet row) throws SQLException {
        return new Resources(
                row.getLong("cpu_millis"), row.getLong("memory_mib"), row.getInt("gpus"));
    }
}
