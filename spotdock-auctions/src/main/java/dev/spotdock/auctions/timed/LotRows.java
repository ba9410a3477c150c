package dev.spotdock.auctions.timed;

import dev.spotdock.auctions.LotItem;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.auctions.LotState;
import dev.spotdock.auctions.UnsoldReason;
import dev.spotdock.auctions.timed.winner.LotTerms;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AuctionId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.resources.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code auctions.lot}. */
final class LotRows {

    private LotRows() {}

    static Lot lot(ResultSet row, int number) throws SQLException {
        String unsold = row.getString("unsold_reason");
        return new Lot(
                new LotId(row.getObject("id", UUID.class)),
                new AuctionId(row.getObject("auction_id", UUID.class)),
                new AccountId(row.getObject("seller_id", UUID.class)),
                item(row),
                terms(row),
                LotState.valueOf(row.getString("state")),
                row.getTimestamp("ends_at").toInstant(),
                log(row),
                number(row, "price"),
                award(row),
                unsold == null ? null : UnsoldReason.valueOf(unsold),
                row.getLong("version"));
    }

    private static LotItem item(ResultSet row) throws SQLException {
        UUID vehicle = row.getObject("vehicle_id", UUID.class);
        if (vehicle != null) {
            return LotItem.of(new VehicleId(vehicle));
        }
        return LotItem.of(
                new CapacityBlock(
                        row.getString("pool"),
                        new Resources(
                                row.getLong("cpu_millis"),
                                row.getLong("memory_mib"),
                                row.getInt("gpus")),
                        row.getTimestamp("block_from").toInstant(),
                        row.getTimestamp("block_to").toInstant()));
    }

    private static LotTerms terms(ResultSet row) throws SQLException {
        return new LotTerms(
                row.getLong("starting_price"),
                row.getLong("increment"),
                number(row, "reserve_price"),
                number(row, "buy_now_price"));
    }

    private static Lot.Log log(ResultSet row) throws SQLException {
        return new Lot.Log(
                IntakeStage.valueOf(row.getString("intake")),
                instant(row, "due_at"),
                row.getLong("last_sequence"),
                row.getBoolean("held"));
    }

    private static @Nullable Award award(ResultSet row) throws SQLException {
        UUID winner = row.getObject("winner_id", UUID.class);
        return winner == null
                ? null
                : new Award(
                        new AccountId(winner),
                        row.getString("winner_alias"),
                        row.getLong("winner_sequence"),
                        row.getLong("winner_amount"),
                        row.getInt("round"),
                        row.getTimestamp("pay_by").toInstant());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
