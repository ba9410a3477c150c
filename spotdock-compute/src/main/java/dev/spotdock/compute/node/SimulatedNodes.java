package dev.spotdock.compute.node;

import dev.spotdock.compute.spi.OfferedNode;
import dev.spotdock.kernel.resources.Resources;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The nodes that were added to the simulated provider by hand; they survive a restart. */
@Component
public class SimulatedNodes {

    private final JdbcClient jdbc;

    public SimulatedNodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All of them, by name. */
    public List<OfferedNode> all() {
        return jdbc.sql("select * from compute.simulated_node order by name")
                .query((row, _) ->
                        new OfferedNode(
                                row.getString("name"),
                                row.getString("pool"),
                                new Resources(
                                        row.getLong("cpu_millis"),
                                        row.getLong("memory_mib"),
                                        row.getInt("gpus"))))
                .list();
    }

    /** Adds it, unless there is one of that name. */
    boolean add(OfferedNode node, Instant at) {
        return jdbc.sql(
                                """
                                insert into compute.simulated_node
                                    (name, pool, cpu_millis, memory_mib, gpus, added_at)
                                values (:name, :pool, :cpu, :memory, :gpus, :at)
                                on conflict (name) do nothing
                                """)
                        .param("name", node.name())
                        .param("pool", node.pool())
                        .param("cpu", node.capacity().cpuMillis())
                        .param("memory", node.capacity().memoryMiB())
                        .param("gpus", node.capacity().gpus())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
