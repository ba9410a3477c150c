package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.kernel.resources.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Gives a new bid its place in the book and says why it waits; one round trip. */
@Component
class Intake {

    private final JdbcClient jdbc;

    Intake(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The place of a bid whose shape takes {@code milliSlots} slots of {@code pool}. */
    Bid.Place place(Pool pool, Resources resources, long milliSlots, long effectiveUnitPrice) {
        return jdbc.sql(
                        """
                        select nextval('auctions.bid_sequence') as sequence, exists (
                            select from auctions.offer where pool = ?
                               and capacity_cpu_millis >= ?
                               and capacity_memory_mib >= ?
                               and capacity_gpus >= ?) as fits
                        """)
                .params(pool.name(), resources.cpuMillis(), resources.memoryMiB(), resources.gpus())
                .query((row, _) -> place(row, effectiveUnitPrice < pool.floorPrice(), milliSlots))
                .single();
    }

    private static Bid.Place place(ResultSet row, boolean belowFloor, long milliSlots)
            throws SQLException {
        ReasonCode reason =
                belowFloor
                        ? ReasonCode.PRICE_BELOW_FLOOR
                        : row.getBoolean("fits")
                                ? ReasonCode.AWAITING_CAPACITY
                                : ReasonCode.NO_NODE_FITS;
        return new Bid.Place(row.getLong("sequence"), milliSlots, reason);
    }
}
