package dev.spotdock.auctions.reservation;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Blocks leave nodes that take no work: those that are lost, removed, cordoned or drained. A block
 * whose own work still runs there stays with it. One that no other node holds stays where it is,
 * and is tried again; they are counted as {@code spotdock.auctions.reservations.stranded}.
 */
@Component
class PinMoves implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(PinMoves.class);

    /** In one run, each in its own transaction; those whose windows are next. */
    private static final int MOVES_MAX = 100;

    private final JdbcClient jdbc;
    private final CapacityPins pins;
    private final Transactions transactions;
    private final AtomicInteger stranded = new AtomicInteger();

    PinMoves(JdbcClient jdbc, CapacityPins pins, Transactions transactions, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.pins = pins;
        this.transactions = transactions;
        meters.gauge("spotdock.auctions.reservations.stranded", stranded);
    }

    @Override
    public String name() {
        return "reservation-moves";
    }

    /** Longer than a look at the nodes: one that is cordoned for a moment may keep its blocks. */
    @Override
    public Duration interval() {
        return Duration.ofSeconds(5);
    }

    private record Block(LotId lot, String node) {}

    @Override
    public void runOnce(Instant now) {
        int left = 0;
        for (Block block : onNodesWithoutWork(now)) {
            Optional<String> node = transactions.inTransaction(() -> pins.move(block.lot(), now));
            if (node.isEmpty()) {
                left++;
            } else if (!node.get().equals(block.node())) {
                LOG.info(
                        "What is reserved by lot {} is on node {} now, as {} takes no work.",
                        block.lot(),
                        node.get(),
                        block.node());
            }
        }
        if (stranded.getAndSet(left) != left && left > 0) {
            LOG.warn("{} blocks of capacity are reserved on nodes that take no work.", left);
        }
    }

    /** The earliest windows first. */
    private List<Block> onNodesWithoutWork(Instant now) {
        return jdbc.sql(
                        """
                        select p.lot_id, p.node from auctions.capacity_pin p
                        left join auctions.offer o on o.node = p.node and o.pool = p.pool
                        where p.ends_at > ? and o.schedulable is not true
                          and not exists (
                              select 1 from auctions.bid b
                              join auctions.allocation a on a.bid_id = b.id
                              where b.reservation_id = p.reservation_id
                                and a.node = p.node and a.ended_at is null)
                        order by p.starts_at, p.lot_id limit ?
                        """)
                .params(now.atOffset(ZoneOffset.UTC), MOVES_MAX)
                .query((row, _) ->
                        new Block(
                                new LotId(row.getObject("lot_id", UUID.class)),
                                row.getString("node")))
                .list();
    }
}
