package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.BidDetails;
import dev.spotdock.auctions.BidStatus;
import dev.spotdock.auctions.ListBidTransitions.Transition;
import dev.spotdock.auctions.OnEviction;
import dev.spotdock.auctions.Reason;
import dev.spotdock.auctions.ReasonCode;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.container.ContainerSpec;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.id.ReservationId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.kernel.resources.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads rows of bids for their owners. */
final class BidRows {

    /** A bid with its latest allocation. */
    static final String SELECT =
            """
            select b.*, coalesce(b.lowered_max_per_hour, b.max_price_per_hour) as asked_max_per_hour,
                   coalesce(b.lowered_per, b.quoted_per) as asked_per,
                   coalesce(b.lowered_unit_price, b.unit_price) as asked_unit_price, a.attempt, a.node, a.container_id, a.image as pinned_image,
                   a.matched_at, a.started_at, a.ended_at,
                   a.exit_code, a.rate_per_hour_micros
                   -- what its rate follows, at its end or now
                   , (select t.unit_price from auctions.price_tick t
                      where t.pool = b.pool and (a.ended_at is null or t.at < a.ended_at)
                      order by t.at desc limit 1) as rated_price
                   , coalesce((select r.max_before from auctions.repricing r
                      where r.bid_id = b.id and r.at >= a.ended_at order by r.at limit 1),
                      b.max_price_per_hour) as rated_max
            from auctions.bid b left join auctions.allocation a on a.id = b.allocation_id
            """;

    private BidRows() {}

    static BidDetails bid(ResultSet row, Pools pools) throws SQLException {
        Long budget = number(row, "budget_micros");
        return new BidDetails(
                new BidId(uuid(row, "id")),
                new AccountId(uuid(row, "account_id")),
                row.getString("pool"),
                BidStatus.valueOf(row.getString("status")),
                new Reason(
                        ReasonCode.valueOf(row.getString("reason_code")),
                        row.getString("reason_message"),
                        instant(row, "reason_at"),
                        instantOrNull(row, "reason_next")),
                new Resources(
                        row.getLong("cpu_millis"), row.getLong("memory_mib"), row.getInt("gpus")),
                row.getLong("milli_slots"),
                row.getInt("surcharge_percent"),
                new Price(
                        row.getLong("asked_max_per_hour"), Per.valueOf(row.getString("asked_per"))),
                row.getLong("asked_unit_price"),
                row.getLong("effective_unit_price"),
                lowered(row),
                container(row),
                duration(row, "valid_for_ms"),
                duration(row, "max_runtime_ms"),
                OnEviction.valueOf(row.getString("on_eviction")),
                Duration.ofMillis(row.getLong("notice_ms")),
                Duration.ofMillis(row.getLong("min_run_ms")),
                row.getInt("alert_percent"),
                budget == null ? null : Money.ofMicros(budget),
                instant(row, "submitted_at"),
                instantOrNull(row, "expires_at"),
                Details.stopsAt(
                        instantOrNull(row, "stops_at"),
                        stopReason(row),
                        instantOrNull(row, "reserved_to")),
                allocation(row, pools),
                eviction(row),
                row.getBoolean("at_risk"),
                row.getInt("attempts"),
                row.getLong("version"),
                reservationId(row));
    }

    private static @Nullable ReservationId reservationId(ResultSet row) throws SQLException {
        UUID id = row.getObject("reservation_id", UUID.class);
        return id == null ? null : new ReservationId(id);
    }

    private static BidDetails.@Nullable Lowered lowered(ResultSet row) throws SQLException {
        Long effective = number(row, "lowered_effective_unit_price");
        return effective == null
                ? null
                : new BidDetails.Lowered(effective, instantOrNull(row, "lowered_from"));
    }

    private static ContainerSpec container(ResultSet row) throws SQLException {
        return new Image(row.getString("image"), texts(row, "command"), texts(row, "env"))
                .container();
    }

    private static BidDetails.@Nullable Allocation allocation(ResultSet row, Pools pools)
            throws SQLException {
        UUID id = row.getObject("allocation_id", UUID.class);
        return id == null
                ? null
                : new BidDetails.Allocation(
                        new AllocationId(id),
                        row.getInt("attempt"),
                        row.getString("node"),
                        row.getString("container_id"),
                        row.getString("pinned_image"),
                        instant(row, "matched_at"),
                        instantOrNull(row, "started_at"),
                        instantOrNull(row, "ended_at"),
                        row.getObject("exit_code", Integer.class),
                        rate(row, pools));
    }

    /** The rate of the match where no price is known any more. */
    private static long rate(ResultSet row, Pools pools) throws SQLException {
        Long price = number(row, "rated_price");
        if (price == null) {
            return row.getLong("rate_per_hour_micros");
        }
        Pool pool = pools.rulesFor(row.getString("pool"));
        return pool.ratePerHour(
                Math.max(pool.floorPrice(), price),
                row.getLong("rated_max"),
                row.getLong("milli_slots"),
                row.getInt("surcharge_percent"));
    }

    private static BidDetails.@Nullable Eviction eviction(ResultSet row) throws SQLException {
        Instant noticedAt = instantOrNull(row, "evict_noticed_at");
        return noticedAt == null
                ? null
                : new BidDetails.Eviction(
                        noticedAt,
                        instant(row, "evict_deadline"),
                        ReasonCode.valueOf(row.getString("evict_reason")),
                        row.getLong("evict_own_price"),
                        number(row, "evict_winning_price"));
    }

    static Transition transition(ResultSet row, int rowNumber) throws SQLException {
        return new Transition(
                row.getLong("version"),
                instant(row, "at"),
                BidStatus.valueOf(row.getString("status")),
                ReasonCode.valueOf(row.getString("reason_code")),
                row.getString("reason_message"),
                row.getLong("effective_unit_price"),
                row.getLong("market_price"),
                row.getObject("attempt", Integer.class),
                row.getString("node"));
    }

    private static @Nullable ReasonCode stopReason(ResultSet row) throws SQLException {
        String code = row.getString("stop_reason");
        return code == null ? null : ReasonCode.valueOf(code);
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, String column)
            throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Long.class);
    }

    private static @Nullable Duration duration(ResultSet row, String column) throws SQLException {
        Long millis = number(row, column);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
