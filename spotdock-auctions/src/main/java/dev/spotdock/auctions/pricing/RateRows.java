package dev.spotdock.auctions.pricing;

import dev.spotdock.auctions.ListRates.Stretch;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.kernel.id.AllocationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what rates depend on: one statement for any number of bids, one for all their prices. */
@Component
class RateRows {

    /** Each change of a maximum after the instant asked for is one row of the allocation. */
    private static final String BIDS =
            """
            select q.id, b.pool, b.milli_slots, b.surcharge_percent, b.max_price_per_hour,
                b.lowered_max_per_hour, b.lowered_from, r.at as repriced_at, r.max_before,
                coalesce(lead(r.max_before) over (partition by q.id order by r.at),
                    b.max_price_per_hour) as max_after
            from unnest(:id::uuid[], :from::timestamptz[]) as q(id, from_at)
            join auctions.allocation a on a.id = q.id
            join auctions.bid b on b.id = a.bid_id
            left join auctions.repricing r on r.bid_id = b.id and r.at > q.from_at
            order by q.id, r.at
            """;

    /** From the one that holds at the beginning on. */
    private static final String PRICES =
            """
            select t.pool, t.at, t.unit_price
            from unnest(:pool::text[], :from::timestamptz[], :until::timestamptz[])
                as q(pool, from_at, until_at)
            join auctions.price_tick t on t.pool = q.pool and t.at <= q.until_at
                and t.at >= coalesce((select max(before.at) from auctions.price_tick before
                    where before.pool = q.pool and before.at <= q.from_at), '-infinity')
            """;

    private final JdbcClient jdbc;
    private final Pools pools;

    RateRows(JdbcClient jdbc, Pools pools) {
        this.jdbc = jdbc;
        this.pools = pools;
    }

    /**
     * A stretch of one pool's time.
     *
     * @param until inclusive
     */
    record Window(String pool, Instant from, Instant until) {

        Window and(Window other) {
            return new Window(
                    pool,
                    from.isBefore(other.from) ? from : other.from,
                    until.isAfter(other.until) ? until : other.until);
        }
    }

    /** The bid of each allocation that exists. */
    Map<AllocationId, RatedBid> bids(List<Stretch> stretches) {
        Map<AllocationId, RatedBid> bids = new HashMap<>();
        jdbc.sql(BIDS)
                .param("id", texts(stretches, Stretch::allocationId))
                .param("from", texts(stretches, Stretch::from))
                .query(row -> {
                    AllocationId id = new AllocationId(row.getObject("id", UUID.class));
                    RatedBid bid = bids.get(id);
                    if (bid == null) {
                        bid = bid(row);
                        bids.put(id, bid);
                    }
                    Instant repricedAt = instant(row, "repriced_at");
                    if (repricedAt != null) {
                        bid.maxima().put(repricedAt, row.getLong("max_after"));
                    }
                });
        return bids;
    }

    /** With the maximum that applied first, and the one that is known to come. */
    private RatedBid bid(ResultSet row) throws SQLException {
        NavigableMap<Instant, Long> maxima = new TreeMap<>();
        boolean repriced = instant(row, "repriced_at") != null;
        maxima.put(Instant.MIN, row.getLong(repriced ? "max_before" : "max_price_per_hour"));
        Instant loweredFrom = instant(row, "lowered_from");
        if (loweredFrom != null) {
            maxima.put(loweredFrom, row.getLong("lowered_max_per_hour"));
        }
        String pool = row.getString("pool");
        return new RatedBid(
                pool,
                pools.rulesFor(pool),
                row.getLong("milli_slots"),
                row.getInt("surcharge_percent"),
                maxima);
    }

    /** The ticks of each pool that has any. */
    Map<String, NavigableMap<Instant, Long>> prices(Collection<Window> windows) {
        Map<String, NavigableMap<Instant, Long>> prices = new HashMap<>();
        List<Window> rows = List.copyOf(windows);
        jdbc.sql(PRICES)
                .param("pool", texts(rows, Window::pool))
                .param("from", texts(rows, Window::from))
                .param("until", texts(rows, Window::until))
                .query(row -> {
                    prices.computeIfAbsent(row.getString("pool"), _ -> new TreeMap<>())
                            .put(
                                    row.getObject("at", OffsetDateTime.class).toInstant(),
                                    row.getLong("unit_price"));
                });
        return prices;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static <T> String[] texts(List<T> rows, Function<T, Object> column) {
        return rows.stream().map(row -> column.apply(row).toString()).toArray(String[]::new);
    }
}
