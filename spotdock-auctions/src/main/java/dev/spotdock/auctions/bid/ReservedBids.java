package dev.spotdock.auctions.bid;

import dev.spotdock.auctions.offer.Offers;
import dev.spotdock.auctions.pool.AuctionsProperties;
import dev.spotdock.kernel.id.BidId;
import dev.spotdock.kernel.loop.Loop;
import dev.spotdock.kernel.message.Commands;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Places bids on the nodes of their reservations as soon as these begin. They need neither the book
 * nor the pool's lease: their capacity is kept for them, and the offer decides. Looks at all of
 * them in turn; who finds the node still full, or gone, costs no write.
 */
@Component
class ReservedBids implements Loop {

    private static final UUID FIRST = new UUID(0, 0);

    private final JdbcClient jdbc;
    private final Bids bids;
    private final Offers offers;
    private final Placement placement;
    private final Commands commands;
    private final int batch;
    private UUID last = FIRST; // whose turn it was; only the loop's own thread comes here

    ReservedBids(
            JdbcClient jdbc,
            Bids bids,
            Offers offers,
            Placement placement,
            Commands commands,
            AuctionsProperties properties) {
        this.jdbc = jdbc;
        this.bids = bids;
        this.offers = offers;
        this.placement = placement;
        this.commands = commands;
        this.batch = properties.dueBatch();
    }

    @Override
    public String name() {
        return "reserved-bids";
    }

    @Override
    public Duration interval() {
        return Duration.ofMillis(500);
    }

    @Override
    public void runOnce(Instant now) {
        for (int i = 0; i < BidExpiry.BATCHES_MAX; i++) {
            List<BidId> page = begun(now);
            if (!page.isEmpty()) {
                commands.send(new DueBids.PlaceReserved(now, page));
            }
            if (page.size() < batch) {
                last = FIRST;
                return;
            }
            last = page.getLast().value();
        }
    }

    /** Those whose nodes have room for them, as far as that can be seen. */
    private List<BidId> begun(Instant now) {
        return jdbc.sql(
                        """
                        select b.id from auctions.bid b
                        join auctions.capacity_pin p on p.reservation_id = b.reservation_id
                        join auctions.offer o on o.node = p.node and o.pool = p.pool
                        where b.status = 'SUBMITTED' and b.id > :after
                          and b.reserved_from <= :now and b.reserved_to > :now and o.schedulable
                          and o.used_cpu_millis + b.cpu_millis <= o.capacity_cpu_millis
                          and o.used_memory_mib + b.memory_mib <= o.capacity_memory_mib
                          and o.used_gpus + b.gpus <= o.capacity_gpus
                        order by b.id limit :limit
                        """)
                .param("after", last)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("limit", batch)
                .query((row, _) -> new BidId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Bids by id, then offers by node, as everybody locks them. */
    @CommandHandler
    void handle(DueBids.PlaceReserved command) {
        Map<UUID, Bid> waiting = new HashMap<>();
        bids.lockAll(command.bidIds().stream().map(BidId::value).toList()).stream()
                .filter(bid -> bid.mayUseReservation(command.at()))
                .forEach(bid -> waiting.put(bid.getId(), bid));
        nodes(waiting.keySet())
                .forEach((node, ids) -> {
                    for (UUID id : ids) {
                        Bid bid = waiting.get(id);
                        if (bid != null
                                && offers.take(bid.pool(), node, bid.demand().resources())) {
                            placement.place(bid, node, 0, command.at());
                        }
                    }
                });
        bids.flush();
    }

    private SortedMap<String, List<UUID>> nodes(Set<UUID> ids) {
        SortedMap<String, List<UUID>> byNode = new TreeMap<>();
        jdbc.sql(
                        """
                        select b.id, p.node from auctions.bid b
                        join auctions.capacity_pin p on p.reservation_id = b.reservation_id
                        where b.id = any(?) order by p.node, b.sequence
                        """)
                .param(ids.toArray(UUID[]::new))
                .query(row -> {
                    byNode.computeIfAbsent(row.getString("node"), _ -> new ArrayList<>())
                            .add(row.getObject("id", UUID.class));
                });
        return byNode;
    }
}
