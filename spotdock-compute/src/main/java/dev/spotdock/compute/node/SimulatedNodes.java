package dev.spotdock.compute.node;

import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What was changed by hand in the nodes of the simulated provider: which were added, and which
 * removed, configured ones included. Survives a restart.
 */
@Component
public class SimulatedNodes {

    private final JdbcClient jdbc;

    public SimulatedNodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Change(OfferedNode node, boolean removed) {}

    /** The configured ones with the changes made, in any order. */
    public List<OfferedNode> changed(List<OfferedNode> configured) {
        Map<String, OfferedNode> offered = new LinkedHashMap<>();
        configured.forEach(node -> offered.put(node.name(), node));
        for (Change change : changes()) {
            if (change.removed()) {
                offered.remove(change.node().name());
            } else {
                offered.put(change.node().name(), change.node());
            }
        }
        return List.copyOf(offered.values());
    }

    private List<Change> changes() {
        return jdbc.sql("select * from compute.simulated_node order by name")
                .query((row, _) ->
                        new Change(
                                new OfferedNode(
                                        row.getString("name"),
                                        row.getString("pool"),
                                        new Resources(
                                                row.getLong("cpu_millis"),
                                                row.getLong("memory_mib"),
                                                row.getInt("gpus"))),
                                row.getObject("removed_at") != null))
                .list();
    }

    /** Adds it, unless there is one of that name that somebody added. */
    boolean add(OfferedNode node, Instant at) {
        return jdbc.sql(
                                """
                                insert into compute.simulated_node as s
                                    (name, pool, cpu_millis, memory_mib, gpus, added_at)
                                values (:name, :pool, :cpu, :memory, :gpus, :at)
                                on conflict (name) do update set pool = excluded.pool,
                                    cpu_millis = excluded.cpu_millis,
                                    memory_mib = excluded.memory_mib, gpus = excluded.gpus,
                                    added_at = excluded.added_at, removed_at = null
                                where s.removed_at is not null
                                """)
                        .param("name", node.name())
                        .param("pool", node.pool())
                        .param("cpu", node.capacity().cpuMillis())
                        .param("memory", node.capacity().memoryMiB())
                        .param("gpus", node.capacity().gpus())
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    /** Removes it, whether somebody added it or the settings name it. */
    void remove(OfferedNode node, Instant at) {
        jdbc.sql(
                        """
                        insert into compute.simulated_node
                            (name, pool, cpu_millis, memory_mib, gpus, added_at, removed_at)
                        values (:name, :pool, :cpu, :memory, :gpus, :at, :at)
                        on conflict (name) do update set removed_at = excluded.removed_at
                        """)
                .param("name", node.name())
                .param("pool", node.pool())
                .param("cpu", node.capacity().cpuMillis())
                .param("memory", node.capacity().memoryMiB())
                .param("gpus", node.capacity().gpus())
                .param("at", utc(at))
                .update();
    }

    boolean isRemoved(String name) {
        return jdbc.sql(
                        "select 1 from compute.simulated_node where name = ? and removed_at is not"
                                + " null")
                .param(name)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
