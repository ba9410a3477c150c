package dev.spotdock.auctions.reservation;

import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reservations for whoever puts bids into them. */
@Component
public final class Reservations {

    // What is free is asked for in a statement of its own: it sees what was committed while the
    // lock was waited for.
    private static final String LOCK =
            """
            select pool, starts_at, ends_at, cpu_millis, memory_mib, gpus
            from auctions.capacity_pin where reservation_id = ? and account_id = ? for update
            """;

    static final String USED =
            """
            select coalesce(sum(cpu_millis), 0) as cpu_millis,
                   coalesce(sum(memory_mib), 0) as memory_mib, coalesce(sum(gpus), 0) as gpus
            from auctions.bid
            where reservation_id = ? and status in ('SUBMITTED', 'MATCHED', 'RUNNING')
            """;

    private final JdbcClient jdbc;

    Reservations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A reservation that nobody else can put bids into until the transaction ends.
     *
     * @param free what its open bids leave of the block
     */
    public record Locked(String pool, Instant from, Instant to, Resources free) {}

    /** The account's reservation; empty if there is none or it is somebody else's. */
    public Optional<Locked> lock(ReservationId id, AccountId owner) {
        return jdbc.sql(LOCK)
                .params(id.value(), owner.value())
                .query((row, _) ->
                        new Locked(
                                row.getString("pool"),
                                row.getTimestamp("starts_at").toInstant(),
                                row.getTimestamp("ends_at").toInstant(),
                                PinRows.resources(row)))
                .optional()
                .map(block ->
                        new Locked(
                                block.pool(),
                                block.from(),
                                block.to(),
                                block.free().minus(used(id))));
    }

    private Resources used(ReservationId id) {
        return jdbc.sql(USED).param(id.value()).query((row, _) -> PinRows.resources(row)).single();
    }
}
