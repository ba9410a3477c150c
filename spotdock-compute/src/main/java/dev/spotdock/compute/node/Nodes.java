package dev.spotdock.compute.node;

import dev.spotdock.compute.NodeDetails;
import dev.spotdock.compute.NodeState;
import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.kernel.resources.Resources;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the nodes. */
@Component
public class Nodes {

    /** Whether anything is left on a node matters only while it drains. */
    private static final String SELECT =
            """
            select n.*, case when n.cordon = 'DRAINING' then exists (
                select from compute.workload w where w.node = n.name and not w.removed)
                else false end as busy
            from compute.node n
            """;

    private final JdbcClient jdbc;

    public Nodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All nodes, by name. */
    public List<NodeDetails> all() {
        return jdbc.sql(SELECT + "order by n.name").query(Nodes::details).list();
    }

    /** The node, nobody else changing it, or bringing work to it, until the transaction ends. */
    Optional<NodeDetails> locked(String name) {
        return jdbc.sql(SELECT + "where n.name = ? for update")
                .param(name)
                .query(Nodes::details)
                .optional();
    }

    /** Keeps the node, if there is one, from being removed until the transaction ends. */
    public void hold(String name) {
        jdbc.sql("select 1 from compute.node where name = ? for key share")
                .param(name)
                .query(Integer.class)
                .optional();
    }

    /**
     * Makes the node's row say what its provider says; what an operator wants of it stays.
     *
     * @return the node as it is now
     */
    NodeDetails record(OfferedNode node, String provider, Instant at) {
        jdbc.sql(
                        """
                        insert into compute.node as n
                            (name, pool, provider, cpu_millis, memory_mib, gpus, state, seen_at)
                        values (:name, :pool, :provider, :cpu, :memory, :gpus, 'READY', :at)
                        on conflict (name) do update set pool = excluded.pool,
                            provider = excluded.provider, cpu_millis = excluded.cpu_millis,
                            memory_mib = excluded.memory_mib, gpus = excluded.gpus,
                            state = 'READY', seen_at = greatest(n.seen_at, excluded.seen_at)
                        """)
                .param("name", node.name())
                .param("pool", node.pool())
                .param("provider", provider)
                .param("cpu", node.capacity().cpuMillis())
                .param("memory", node.capacity().memoryMiB())
                .param("gpus", node.capacity().gpus())
                .param("at", utc(at))
                .update();
        return existing(node.name());
    }

    /** What an operator wants of the node, which must exist. */
    Cordon cordonOf(String name) {
        return jdbc.sql("select cordon from compute.node where name = ?")
                .param(name)
                .query((row, _) -> Cordon.valueOf(row.getString("cordon")))
                .single();
    }

    /**
     * Stores what an operator wants of a node.
     *
     * @return the node as it is now
     */
    NodeDetails cordon(String name, Cordon cordon) {
        jdbc.sql("update compute.node set cordon = ? where name = ?")
                .params(cordon.name(), name)
                .update();
        return existing(name);
    }

    void remove(String name) {
        jdbc.sql("delete from compute.node where name = ?").param(name).update();
    }

    private NodeDetails existing(String name) {
        return jdbc.sql(SELECT + "where n.name = ?").param(name).query(Nodes::details).single();
    }

    /**
     * Marks those of the nodes lost that nobody saw since then.
     *
     * @return the ones that were there until now
     */
    List<NodeDetails> lose(Collection<String> names, Instant unseenSince) {
        if (names.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        update compute.node set state = 'LOST'
                        where name = any(:names) and state = 'READY' and seen_at <= :since
                        returning *, false as busy
                        """)
                .param("names", names.toArray(String[]::new))
                .param("since", utc(unseenSince))
                .query(Nodes::details)
                .list();
    }

    /** When all of the node's workloads were last looked at; empty if never. */
    public Optional<Instant> listedAt(String name) {
        return jdbc.sql(
                        "select listed_at from compute.node where name = ? and listed_at is not"
                                + " null")
                .param(name)
                .query((row, _) -> instant(row, "listed_at"))
                .optional();
    }

    /** Notes a complete look at the node's workloads, if the lease is still the caller's. */
    public void listed(NodeLease lease, Instant at) {
        jdbc.sql(
                        """
                        update compute.node n set listed_at = greatest(n.listed_at, :at)
                        from (select node from compute.node_lease
                              where node = :node and epoch = :epoch for share) held
                        where n.name = held.node
                        """)
                .param("at", utc(at))
                .param("node", lease.node())
                .param("epoch", lease.epoch())
                .update();
    }

    private static NodeDetails details(ResultSet row, int number) throws SQLException {
        return new NodeDetails(
                row.getString("name"),
                row.getString("pool"),
                row.getString("provider"),
                new Resources(
                        row.getLong("cpu_millis"), row.getLong("memory_mib"), row.getInt("gpus")),
                row.getString("state").equals("LOST")
                        ? NodeState.LOST
                        : Cordon.valueOf(row.getString("cordon")).state(row.getBoolean("busy")),
                instant(row, "seen_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
