package dev.spotdock.auctions.offer;

import dev.spotdock.auctions.ListOffers.Offer;
import dev.spotdock.auctions.OfferCapacity;
import dev.spotdock.kernel.loop.Waker;
import dev.spotdock.kernel.resources.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What nodes offer, and the only place where capacity is taken and given back. */
@Component
public final class Offers {

    private static final String COLUMNS =
            """
            select node, pool, capacity_cpu_millis, capacity_memory_mib, capacity_gpus,
                   used_cpu_millis, used_memory_mib, used_gpus, schedulable, pins
            from auctions.offer
            """;

    private final JdbcClient jdbc;
    private final Waker waker;

    Offers(JdbcClient jdbc, Waker waker) {
        this.jdbc = jdbc;
        this.waker = waker;
    }

    /** Every node's offer, by node. */
    List<Offer> all() {
        return jdbc.sql(COLUMNS + "order by node").query(Offers::offer).list();
    }

    /** The pool's offers, by node. */
    public List<Offer> ofPool(String pool) {
        return jdbc.sql(COLUMNS + "where pool = ? order by node")
                .param(pool)
                .query(Offers::offer)
                .list();
    }

    /** Makes or changes an offer; what is used stays. */
    void put(OfferCapacity offer) {
        jdbc.sql(
                        """
                        insert into auctions.offer as o (node, pool, capacity_cpu_millis,
                            capacity_memory_mib, capacity_gpus, schedulable)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (node) do update set pool = excluded.pool,
                            capacity_cpu_millis = excluded.capacity_cpu_millis,
                            capacity_memory_mib = excluded.capacity_memory_mib,
                            capacity_gpus = excluded.capacity_gpus,
                            schedulable = excluded.schedulable, withdrawn = false
                        """)
                .params(offer.node(), offer.pool())
                .params(of(offer.capacity()))
                .param(offer.schedulable())
                .update();
        wakeMatchingAfterCommit();
    }

    /** Ends an offer; its row stays while something of it is used, to be given back. */
    void withdraw(String node) {
        jdbc.sql(
                        """
                        update auctions.offer set schedulable = false, withdrawn = true
                        where node = ?
                        """)
                .param(node)
                .update();
        forgetIfUnused(node);
    }

    private void forgetIfUnused(String node) {
        jdbc.sql(
                        """
                        delete from auctions.offer where node = ? and withdrawn
                          and used_cpu_millis = 0 and used_memory_mib = 0 and used_gpus = 0
                        """)
                .param(node)
                .update();
    }

    /**
     * Takes capacity of a node if it is still the pool's, schedulable, and has that much free.
     *
     * @return whether it was taken; nothing was written otherwise
     */
    public boolean take(String pool, String node, Resources demand) {
        return take(pool, node, demand, null);
    }

    /**
     * The same for whoever has looked at what is pinned of the node, if nothing was since.
     *
     * @param pins the offer's when it was looked at
     */
    public boolean takeUnpinned(String pool, String node, Resources demand, long pins) {
        return take(pool, node, demand, pins);
    }

    private boolean take(String pool, String node, Resources demand, @Nullable Long pins) {
        return jdbc.sql(
                                """
                                update auctions.offer set
                                    used_cpu_millis = used_cpu_millis + :cpu,
                                    used_memory_mib = used_memory_mib + :memory,
                                    used_gpus = used_gpus + :gpus
                                where node = :node and pool = :pool and schedulable
                                  and pins = coalesce(:pins, pins)
                                  and used_cpu_millis + :cpu <= capacity_cpu_millis
                                  and used_memory_mib + :memory <= capacity_memory_mib
                                  and used_gpus + :gpus <= capacity_gpus
                                """)
                        .param("pool", pool)
                        .param("node", node)
                        .param("cpu", demand.cpuMillis())
                        .param("memory", demand.memoryMiB())
                        .param("gpus", demand.gpus())
                        .param("pins", pins, Types.BIGINT)
                        .update()
                == 1;
    }

    /**
     * Gives back what {@link #take} took; the caller sees to it that this happens once.
     *
     * @throws IllegalStateException if there is no such node, which is a bug
     */
    public void free(String node, Resources taken) {
        boolean withdrawn =
                jdbc.sql(
                                """
                                update auctions.offer set
                                    used_cpu_millis = used_cpu_millis - ?,
                                    used_memory_mib = used_memory_mib - ?,
                                    used_gpus = used_gpus - ?
                                where node = ?
                                returning withdrawn
                                """)
                        .params(of(taken))
                        .param(node)
                        .query(Boolean.class)
                        .optional()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "expected an offer of node " + node + " but none is"));
        if (withdrawn) {
            forgetIfUnused(node);
        }
        wakeMatchingAfterCommit();
    }

    private static List<?> of(Resources resources) {
        return List.of(resources.cpuMillis(), resources.memoryMiB(), resources.gpus());
    }

    private void wakeMatchingAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        waker.wake("matching");
                    }
                });
    }

    private static Offer offer(ResultSet row, int rowNumber) throws SQLException {
        return new Offer(
                row.getString("node"),
                row.getString("pool"),
                resources(row, "capacity"),
                resources(row, "used"),
                row.getBoolean("schedulable"),
                row.getLong("pins"));
    }

    private static Resources resources(ResultSet row, String kind) throws SQLException {
        return new Resources(
                row.getLong(kind + "_cpu_millis"),
                row.getLong(kind + "_memory_mib"),
                row.getInt(kind + "_gpus"));
    }
}
