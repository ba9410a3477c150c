package dev.spotdock.auctions.reservation;

import dev.spotdock.auctions.PinRejection;
import dev.spotdock.auctions.pool.Pool;
import dev.spotdock.auctions.pool.Pools;
import dev.spotdock.auctions.reservation.window.Pin;
import dev.spotdock.auctions.reservation.window.PinnedCapacity;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.outcome.Outcome;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps capacity of nodes for lots. All that is pinned of a node at any instant fits the node: pins
 * of a pool are made one after the other, because each locks the pool's offers.
 */
@Component
public final class CapacityPins {

    private record Room(String node, Resources capacity, List<Pin> pins) {

        Resources left(Instant from, Instant to) {
            Resources taken = PinnedCapacity.peak(pins, from, to);
            // A node may have shrunk under its pins.
            return new Resources(
                    Math.max(0, capacity.cpuMillis() - taken.cpuMillis()),
                    Math.max(0, capacity.memoryMiB() - taken.memoryMiB()),
                    Math.max(0, capacity.gpus() - taken.gpus()));
        }
    }

    private final JdbcClient jdbc;
    private final Pools pools;

    CapacityPins(JdbcClient jdbc, Pools pools) {
        this.jdbc = jdbc;
        this.pools = pools;
    }

    /**
     * Pins a block on one node: of those that hold it, the one where it leaves least, then by name.
     * In the caller's transaction, after which it holds; refused, nothing was written.
     *
     * @param lot has no pin yet
     * @param resources more than nothing
     * @param from before {@code to}, in the future
     * @return the node
     */
    public Outcome<String, PinRejection> pin(
            LotId lot, String pool, Resources resources, Instant from, Instant to) {
        Optional<Pool> rules = pools.find(pool);
        if (rules.isEmpty()) {
            return Outcome.refused(new PinRejection.UnknownPool(pool));
        }
        List<Room> large =
                lockRooms(pool, from, to).stream()
                        .filter(room -> resources.fits(room.capacity()))
                        .toList();
        if (large.isEmpty()) {
            return Outcome.refused(new PinRejection.NoNodeFits(pool));
        }
        Pin pin = new Pin(resources, from, to);
        Optional<String> best = best(large, pin, rules.get());
        if (best.isEmpty()) {
            return Outcome.refused(new PinRejection.AlreadyPinned(pool));
        }
        count(best.get());
        insert(lot, pool, best.get(), pin);
        return Outcome.done(best.get());
    }

    private static Optional<String> best(List<Room> rooms, Pin pin, Pool rules) {
        Comparator<Room> leastLeft =
                Comparator.comparingLong(room ->
                        rules.slot()
                                .milliSlots(
                                        room.left(pin.from(), pin.to()).minus(pin.resources())));
        return rooms.stream()
                .filter(room -> pin.resources().fits(room.left(pin.from(), pin.to())))
                .min(leastLeft.thenComparing(Room::node))
                .map(Room::node);
    }

    /**
     * Pins what is left of a block's time on another node, if its own takes no work and another one
     * holds it. In the caller's transaction; repeating it changes nothing.
     *
     * @return the node on which it is now; empty if there is none
     */
    Optional<String> move(LotId lot, Instant now) {
        Optional<Kept> found = find(lot);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Kept kept = found.get();
        Pin rest =
                new Pin(
                        kept.pin().resources(),
                        kept.pin().from().isBefore(now) ? now : kept.pin().from(),
                        kept.pin().to());
        List<Room> rooms = lockRooms(kept.pool(), rest.from(), rest.to());
        if (rooms.stream().anyMatch(room -> room.node().equals(kept.node()))) {
            return Optional.of(kept.node()); // it is back
        }
        Optional<String> best = pools.find(kept.pool()).flatMap(rules -> best(rooms, rest, rules));
        best.ifPresent(node -> {
            count(node);
            jdbc.sql("update auctions.capacity_pin set node = ? where lot_id = ?")
                    .params(node, lot.value())
                    .update();
        });
        return best;
    }

    /** Where a block is kept. */
    private record Kept(String pool, String node, Pin pin) {}

    /** Nobody else moves or deletes it until the transaction ends. */
    private Optional<Kept> find(LotId lot) {
        return jdbc.sql("select * from auctions.capacity_pin where lot_id = ? for update")
                .param(lot.value())
                .query((row, _) ->
                        new Kept(row.getString("pool"), row.getString("node"), PinRows.pin(row)))
                .optional();
    }

    /** Gives up what is pinned for a lot that was not sold; repeating it changes nothing. */
    public void unpin(LotId lot) {
        jdbc.sql("delete from auctions.capacity_pin where lot_id = ? and reservation_id is null")
                .param(lot.value())
                .update();
    }

    /** The pool's schedulable nodes with what is pinned of them in that time. */
    private List<Room> lockRooms(String pool, Instant from, Instant to) {
        Map<String, Resources> capacities =
                jdbc
                        .sql(
                                """
                                select node, capacity_cpu_millis as cpu_millis,
                                       capacity_memory_mib as memory_mib, capacity_gpus as gpus
                                from auctions.offer where pool = ? and schedulable
                                order by node for update
                                """)
                        .param(pool)
                        .query((row, _) -> Map.entry(row.getString("node"), PinRows.resources(row)))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<String, List<Pin>> pins =
                jdbc
                        .sql(
                                """
                                select * from auctions.capacity_pin
                                where pool = ? and starts_at < ? and ends_at > ?
                                """)
                        .params(pool, to.atOffset(ZoneOffset.UTC), from.atOffset(ZoneOffset.UTC))
                        .query((row, _) -> Map.entry(row.getString("node"), PinRows.pin(row)))
                        .list()
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getKey,
                                        Collectors.mapping(
                                                Map.Entry::getValue, Collectors.toList())));
        return capacities.entrySet().stream()
                .map(e ->
                        new Room(
                                e.getKey(), e.getValue(), pins.getOrDefault(e.getKey(), List.of())))
                .toList();
    }

    /** Whoever has planned for the node without this pin finds out when taking capacity. */
    private void count(String node) {
        jdbc.sql("update auctions.offer set pins = pins + 1 where node = ?").param(node).update();
    }

    private void insert(LotId lot, String pool, String node, Pin pin) {
        jdbc.sql(
                        """
                        insert into auctions.capacity_pin (lot_id, pool, node, cpu_millis,
                            memory_mib, gpus, starts_at, ends_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(lot.value(), pool, node)
                .params(
                        pin.resources().cpuMillis(),
                        pin.resources().memoryMiB(),
                        pin.resources().gpus())
                .params(pin.from().atOffset(ZoneOffset.UTC), pin.to().atOffset(ZoneOffset.UTC))
                .update();
    }
}
