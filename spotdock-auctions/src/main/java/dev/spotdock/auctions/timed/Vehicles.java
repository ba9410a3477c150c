package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.VehicleDetails;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.VehicleId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The vehicles, and how they change hands. */
@Component
class Vehicles {

    private final JdbcClient jdbc;

    Vehicles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(VehicleDetails vehicle) {
        jdbc.sql(
                        """
                        insert into auctions.vehicle (id, owner_id, vin, make, model, year,
                            mileage_km, description, registered_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(vehicle.vehicleId().value(), vehicle.owner().value())
                .params(vehicle.vin(), vehicle.make(), vehicle.model())
                .params(vehicle.year(), vehicle.mileageKm())
                .param(vehicle.description())
                .param(vehicle.registeredAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<VehicleDetails> find(VehicleId id, AccountId owner) {
        return jdbc.sql("select * from auctions.vehicle where id = ? and owner_id = ?")
                .params(id.value(), owner.value())
                .query((row, _) -> vehicle(row))
                .optional();
    }

    List<VehicleDetails> list(AccountId owner, @Nullable VehicleId before, int limit) {
        return jdbc.sql(
                        """
                        select * from auctions.vehicle where owner_id = :owner
                          and (cast(:before as uuid) is null or id < :before)
                        order by id desc limit :limit
                        """)
                .param("owner", owner.value())
                .param("before", before == null ? null : before.value(), Types.OTHER)
                .param("limit", limit)
                .query((row, _) -> vehicle(row))
                .list();
    }

    /** The vehicle is the buyer's from now on; once per lot. */
    void transfer(LotId lot, VehicleId vehicle, AccountId seller, Award award, Instant at) {
        int recorded =
                jdbc.sql(
                                """
                                insert into auctions.vehicle_transfer (lot_id, vehicle_id,
                                    seller_id, buyer_id, amount, transferred_at)
                                values (?, ?, ?, ?, ?, ?) on conflict (lot_id) do nothing
                                """)
                        .params(lot.value(), vehicle.value(), seller.value())
                        .params(award.winner().value(), award.amount())
                        .param(at.atOffset(ZoneOffset.UTC))
                        .update();
        if (recorded == 1) {
            jdbc.sql("update auctions.vehicle set owner_id = ? where id = ?")
                    .params(award.winner().value(), vehicle.value())
                    .update();
        }
    }

    /** Reads a row of {@code auctions.vehicle}. */
    static VehicleDetails vehicle(ResultSet row) throws SQLException {
        return new VehicleDetails(
                new VehicleId(row.getObject("id", UUID.class)),
                new AccountId(row.getObject("owner_id", UUID.class)),
                row.getString("vin"),
                row.getString("make"),
                row.getString("model"),
                row.getInt("year"),
                row.getInt("mileage_km"),
                row.getString("description"),
                row.getTimestamp("registered_at").toInstant());
    }

    /** Vehicles by id, whoever's they are: lots show what they sell. */
    List<VehicleDetails> all(List<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select * from auctions.vehicle where id in (:ids)")
                        .param("ids", ids)
                        .query((row, _) -> vehicle(row))
                        .list();
    }
}
