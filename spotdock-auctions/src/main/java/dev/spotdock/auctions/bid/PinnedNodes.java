package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.auctions.reservation.PinRows;
import dev.spotdock.auctions.reservation.window.Lead;
import dev.spotdock.auctions.reservation.window.Pin;
import dev.spotdock.auctions.reservation.window.Spot;
import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the nodes whose windows are open, or open soon, and what of the market runs there. */
@Component
class PinnedNodes {

    private final JdbcClient jdbc;
    private final Pools pools;

    PinnedNodes(JdbcClient jdbc, Pools pools) {
        this.jdbc = jdbc;
        this.pools = pools;
    }

    /**
     * One of them.
     *
     * @param stopTimeout of its pool
     * @param running the market's work, without that of reservations
     */
    record PinnedNode(
            Resources capacity, Duration stopTimeout, List<Pin> pins, List<Spot> running) {}

    /** Those that have pins, the earliest window first. */
    Collection<PinnedNode> near(Instant now) {
        Map<String, PinnedNode> nodes = new LinkedHashMap<>();
        jdbc.sql(
                        """
                        select p.*, o.capacity_cpu_millis, o.capacity_memory_mib, o.capacity_gpus
                        from auctions.capacity_pin p join auctions.offer o on o.node = p.node
                        where p.ends_at > ? and p.starts_at < ? order by p.starts_at, p.node
                        """)
                .params(
                        now.atOffset(ZoneOffset.UTC),
                        now.plus(Lead.HORIZON).atOffset(ZoneOffset.UTC))
                .query(row -> {
                    nodes.computeIfAbsent(row.getString("node"), _ -> node(row))
                            .pins()
                            .add(PinRows.pin(row));
                });
        if (nodes.isEmpty()) {
            return List.of();
        }
        running(nodes.keySet())
                .forEach((node, work) -> {
                    PinnedNode pinned = nodes.get(node);
                    if (pinned != null) {
                        pinned.running().addAll(work);
                    }
                });
        return nodes.values();
    }

    private Map<String, List<Spot>> running(Collection<String> nodes) {
        Map<String, List<Spot>> byNode = new HashMap<>();
        jdbc.sql(
                        """
                        select a.id, a.bid_id, a.node, a.cpu_millis, a.memory_mib, a.gpus,
                               a.started_at, b.effective_unit_price, b.min_run_ms, b.notice_ms,
                               case when b.stop_reason is null then b.evict_deadline
                                    else b.reason_at end as leaves_at
                        from auctions.allocation a join auctions.bid b on b.id = a.bid_id
                        where a.node = any(?) and a.ended_at is null and b.reservation_id is null
                        """)
                .param(nodes.toArray(String[]::new))
                .query(row -> {
                    byNode.computeIfAbsent(row.getString("node"), _ -> new ArrayList<>())
                            .add(spot(row));
                });
        return byNode;
    }

    private PinnedNode node(ResultSet row) {
        try {
            return new PinnedNode(
                    new Resources(
                            row.getLong("capacity_cpu_millis"),
                            row.getLong("capacity_memory_mib"),
                            row.getInt("capacity_gpus")),
                    pools.rulesFor(row.getString("pool")).stopTimeout(),
                    new ArrayList<>(),
                    new ArrayList<>());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Spot spot(ResultSet row) throws SQLException {
        return new Spot(
                new AllocationId(row.getObject("id", UUID.class)),
                new BidId(row.getObject("bid_id", UUID.class)),
                PinRows.resources(row),
                row.getLong("effective_unit_price"),
                instant(row, "started_at"),
                Duration.ofMillis(row.getLong("min_run_ms")),
                Duration.ofMillis(row.getLong("notice_ms")),
                instant(row, "leaves_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
