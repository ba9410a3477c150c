package dev.spotdock.auctions.reservation;

import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
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

    /** Found by one question; each moves in a transaction of its own. */
    private static final int PAGE = 100;

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

    private record Block(LotId lot, String node, OffsetDateTime startsAt) {

        static final Block BEFORE_ALL =
                new Block(new LotId(new UUID(0, 0)), "", Instant.EPOCH.atOffset(ZoneOffset.UTC));
    }

    @Override
    public void runOnce(Instant now) {
        int left = 0;
        List<Block> page = onNodesWithoutWork(now, Block.BEFORE_ALL);
        while (!page.isEmpty()) {
            for (Block block : page) {
                left += move(block, now) ? 0 : 1;
            }
            page = page.size() < PAGE ? List.of() : onNodesWithoutWork(now, page.getLast());
        }
        if (stranded.getAndSet(left) != left && left > 0) {
            LOG.warn("{} blocks of capacity are reserved on nodes that take no work.", left);
        }
    }

    /** Whether it is, or was before, where it can be worked on. */
    private boolean move(Block block, Instant now) {
        Optional<String> node = transactions.inTransaction(() -> pins.move(block.lot(), now));
        if (node.isPresent() && !node.get().equals(block.node())) {
            LOG.info(
                    "What is reserved by lot {} is on node {} now, as {} takes no work.",
                    block.lot(),
                    node.get(),
                    block.node());
        }
        return node.isPresent();
    }

    /** The earliest windows first, after the given one. */
    private List<Block> onNodesWithoutWork(Instant now, Block after) {
        return jdbc.sql(
                        """
                        select p.lot_id, p.node, p.starts_at from auctions.capacity_pin p
                        left join auctions.offer o on o.node = p.node and o.pool = p.pool
                        where p.ends_at > :now and o.schedulable is not true
                          and (p.starts_at, p.lot_id) > (:starts_at, :lot)
                          and not exists (
                              select 1 from auctions.bid b
                              join auctions.allocation a on a.bid_id = b.id
                              where b.reservation_id = p.reservation_id
                                and a.node = p.node and a.ended_at is null)
                        order by p.starts_at, p.lot_id limit :limit
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("starts_at", after.startsAt())
                .param("lot", after.lot().value())
                .param("limit", PAGE)
                .query((row, _) ->
                        new Block(
                                new LotId(row.getObject("lot_id", UUID.class)),
                                row.getString("node"),
                                row.getObject("starts_at", OffsetDateTime.class)))
                .list();
    }
}
