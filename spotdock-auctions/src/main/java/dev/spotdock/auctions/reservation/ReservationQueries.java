package dev.spotdock.auctions.reservation;

import dev.spotdock.auctions.FindReservation;
import dev.spotdock.auctions.ListReservations;
import dev.spotdock.auctions.ReservationDetails;
import dev.spotdock.auctions.ReservationState;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.resources.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Answers what winners ask about their reservations. */
@Component
class ReservationQueries {

    private static final String SELECT =
            """
            select p.*, u.cpu, u.memory, u.gpu from auctions.capacity_pin p
            cross join lateral (
                select coalesce(sum(b.cpu_millis), 0) as cpu,
                       coalesce(sum(b.memory_mib), 0) as memory, coalesce(sum(b.gpus), 0) as gpu
                from auctions.bid b where b.reservation_id = p.reservation_id
                  and b.status in ('SUBMITTED', 'MATCHED', 'RUNNING')) u
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ReservationQueries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @QueryHandler
    Optional<ReservationDetails> handle(FindReservation query) {
        Instant now = clock.instant();
        return jdbc.sql(SELECT + "where p.reservation_id = ? and p.account_id = ?")
                .params(query.reservationId().value(), query.owner().value())
                .query((row, _) -> details(row, now))
                .optional();
    }

    @QueryHandler
    List<ReservationDetails> handle(ListReservations query) {
        Instant now = clock.instant();
        return jdbc.sql(
                        SELECT
                                + """
                                where p.account_id = :owner and p.reservation_id is not null
                                  and (cast(:before as uuid) is null or p.reservation_id < :before)
                                order by p.reservation_id desc limit :limit
                                """)
                .param("owner", query.owner().value())
                .param("before", id(query.before()), Types.OTHER)
                .param("limit", query.limit())
                .query((row, _) -> details(row, now))
                .list();
    }

    private static @Nullable UUID id(@Nullable ReservationId id) {
        return id == null ? null : id.value();
    }

    private static ReservationDetails details(ResultSet row, Instant now) throws SQLException {
        Instant from = row.getTimestamp("starts_at").toInstant();
        Instant to = row.getTimestamp("ends_at").toInstant();
        Resources block = PinRows.resources(row);
        Resources used =
                new Resources(row.getLong("cpu"), row.getLong("memory"), row.getInt("gpu"));
        return new ReservationDetails(
                new ReservationId(row.getObject("reservation_id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                new LotId(row.getObject("lot_id", UUID.class)),
                row.getString("pool"),
                row.getString("node"),
                block,
                block.minus(used),
                from,
                to,
                state(from, to, now),
                row.getTimestamp("granted_at").toInstant());
    }

    private static ReservationState state(Instant from, Instant to, Instant now) {
        if (now.isBefore(from)) {
            return ReservationState.UPCOMING;
        }
        return now.isBefore(to) ? ReservationState.ACTIVE : ReservationState.ENDED;
    }
}
