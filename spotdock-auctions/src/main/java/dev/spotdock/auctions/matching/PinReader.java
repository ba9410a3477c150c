package dev.spotdock.auctions.matching;

import dev.spotdock.auctions.matching.engine.Windows;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.reservation.PinRows;
import dev.spotdock.auctions.reservation.window.Lead;
import dev.spotdock.auctions.reservation.window.NodePins;
import dev.spotdock.auctions.reservation.window.Pin;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is pinned of a pool's nodes, as far ahead as placing work has to look. */
@Component
class PinReader {

    private final JdbcClient jdbc;

    PinReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * To be asked after the offers were read: who takes capacity says how many pins they had.
     *
     * @param used by node, what allocations of reservations take whose windows have not ended
     */
    Windows windows(Pool pool, Map<String, Resources> used, Instant now) {
        Map<String, List<Pin>> pins = new HashMap<>();
        jdbc.sql(
                        """
                        select node, cpu_millis, memory_mib, gpus, starts_at, ends_at
                        from auctions.capacity_pin
                        where pool = ? and ends_at > ? and starts_at < ?
                        """)
                .params(
                        pool.name(),
                        now.atOffset(ZoneOffset.UTC),
                        now.plus(Lead.HORIZON).atOffset(ZoneOffset.UTC))
                .query(row -> {
                    pins.computeIfAbsent(row.getString("node"), _ -> new ArrayList<>())
                            .add(PinRows.pin(row));
                });
        if (pins.isEmpty()) {
            return Windows.NONE;
        }
        Map<String, NodePins> byNode = new HashMap<>();
        pins.forEach((node, some) ->
                byNode.put(node, new NodePins(some, used.getOrDefault(node, Resources.NONE))));
        return new Windows(byNode, lead(pool, pool.minRun(), pool.notice()), longer(pool));
    }

    static Duration lead(Pool pool, Duration minRun, Duration notice) {
        return Lead.ofPlacement(minRun, notice, pool.stopTimeout());
    }

    /** Few: guarantees beyond the pool's are bought. */
    private Map<BidId, Duration> longer(Pool pool) {
        Map<BidId, Duration> longer = new HashMap<>();
        jdbc.sql(
                        """
                        select id, min_run_ms, notice_ms from auctions.bid
                        where pool = ? and status = 'SUBMITTED' and min_run_ms + notice_ms > ?
                        """)
                .params(pool.name(), pool.minRun().plus(pool.notice()).toMillis())
                .query(row -> {
                    longer.put(
                            new BidId(row.getObject("id", UUID.class)),
                            lead(
                                    pool,
                                    Duration.ofMillis(row.getLong("min_run_ms")),
                                    Duration.ofMillis(row.getLong("notice_ms"))));
                });
        return longer;
    }
}
