package dev.spotdock.compute.node;

import dev.spotdock.compute.settings.ComputeProperties;
import dev.spotdock.kernel.id.Ids;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The leases of the nodes, by the database's clock. An orderly end gives them back, after the loops
 * have stopped and before the database does.
 */
@Component
public class NodeLeases implements SmartLifecycle {

    private final JdbcClient jdbc;
    private final long leaseMillis;
    private final UUID holder;

    private volatile boolean running;

    public NodeLeases(JdbcClient jdbc, ComputeProperties properties, Ids ids) {
        this.jdbc = jdbc;
        this.leaseMillis = properties.nodeLease().toMillis();
        this.holder = ids.next();
    }

    /**
     * Takes or renews the node's lease. Renewed only in the second half of its time, so that a pass
     * a moment after another writes nothing.
     *
     * @return empty while another instance holds it
     */
    public Optional<NodeLease> acquire(String node) {
        return held(node).or(() -> take(node));
    }

    private Optional<NodeLease> held(String node) {
        return jdbc.sql(
                        """
                        select epoch from compute.node_lease
                        where node = :node and holder = :holder
                          and expires_at > clock_timestamp() + :half * interval '1 millisecond'
                        """)
                .param("node", node)
                .param("holder", holder)
                .param("half", leaseMillis / 2)
                .query(Long.class)
                .optional()
                .map(epoch -> new NodeLease(node, epoch));
    }

    private Optional<NodeLease> take(String node) {
        return jdbc.sql(
                        """
                        insert into compute.node_lease as l (node, epoch, holder, expires_at)
                        values (:node, 1, :holder,
                            clock_timestamp() + :lease * interval '1 millisecond')
                        on conflict (node) do update set
                            epoch = l.epoch + case when l.holder = excluded.holder then 0 else 1 end,
                            holder = excluded.holder, expires_at = excluded.expires_at
                        where l.holder = excluded.holder or l.expires_at <= clock_timestamp()
                        returning epoch
                        """)
                .param("node", node)
                .param("holder", holder)
                .param("lease", leaseMillis)
                .query(Long.class)
                .optional()
                .map(epoch -> new NodeLease(node, epoch));
    }

    /** Whether nobody else took the node; it stays so until the caller's transaction ends. */
    public boolean holds(NodeLease lease) {
        return jdbc.sql(
                        """
                        select 1 from compute.node_lease
                        where node = :node and epoch = :epoch for share
                        """)
                .param("node", lease.node())
                .param("epoch", lease.epoch())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public void start() {
        running = true;
    }

    /** Lets the others have this instance's nodes at once. */
    @Override
    public void stop() {
        running = false;
        jdbc.sql("update compute.node_lease set expires_at = clock_timestamp() where holder = ?")
                .param(holder)
                .update();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Below everything that uses leases, above an embedded database, which is negative. */
    @Override
    public int getPhase() {
        return 0;
    }
}
