package dev.spotdock.auctions.reservation;

import dev.spotdock.auctions.GrantReservation;
import dev.spotdock.auctions.ReservationGranted;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.message.Events;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes pins their winners' reservations. */
@Component
class ReservationCommands {

    private final JdbcClient jdbc;
    private final Events events;

    ReservationCommands(JdbcClient jdbc, Events events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @CommandHandler
    void handle(GrantReservation command) {
        Instant at = command.at().truncatedTo(ChronoUnit.MILLIS);
        Optional<ReservationGranted> granted =
                jdbc.sql(
                                """
                                update auctions.capacity_pin
                                set reservation_id = ?, account_id = ?, granted_at = ?
                                where lot_id = ? and reservation_id is null returning *
                                """)
                        .params(command.reservationId().value(), command.accountId().value())
                        .params(at.atOffset(ZoneOffset.UTC), command.lotId().value())
                        .query((row, _) -> granted(row, at))
                        .optional();
        if (granted.isPresent()) {
            events.publish(granted.get());
        } else if (!isGranted(command)) {
            throw new IllegalStateException(
                    "expected lot %s to have a pin that is nobody's, but it has none"
                            .formatted(command.lotId()));
        }
    }

    private boolean isGranted(GrantReservation command) {
        return jdbc.sql(
                        """
                        select exists (select from auctions.capacity_pin
                            where lot_id = ? and reservation_id = ? and account_id = ?)
                        """)
                .params(command.lotId().value(), command.reservationId().value())
                .param(command.accountId().value())
                .query(Boolean.class)
                .single();
    }

    private static ReservationGranted granted(ResultSet row, Instant at) throws SQLException {
        return new ReservationGranted(
                new ReservationId(row.getObject("reservation_id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class)),
                new LotId(row.getObject("lot_id", UUID.class)),
                row.getString("pool"),
                row.getString("node"),
                PinRows.resources(row),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                at);
    }
}
