package dev.spotdock.compute.workload;

import dev.spotdock.compute.LaunchWorkload;
import dev.spotdock.compute.StopWorkload;
import dev.spotdock.compute.WorkloadEnded;
import dev.spotdock.compute.WorkloadStarted;
import dev.spotdock.kernel.id.AllocationId;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of the workloads. Every change counts its row, so that it is told of once. */
@Component
class Workloads {

    private final JdbcClient jdbc;

    Workloads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Stores the intent; false if it was there already. */
    boolean add(LaunchWorkload wanted) {
        List<Map.Entry<String, String>> env =
                wanted.container().env().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .toList();
        return jdbc.sql(
                                """
                                insert into compute.workload (allocation_id, bid_id, node,
                                    cpu_millis, memory_mib, gpus, image, command, env_names,
                                    env_values, matched_at, start_by, desired, phase)
                                values (:id, :bid, :node, :cpu, :memory, :gpus, :image, :command,
                                    :names, :values, :matchedAt, :startBy, 'RUN', 'PENDING')
                                on conflict (allocation_id) do nothing
                                """)
                        .param("id", wanted.allocationId().value())
                        .param("bid", wanted.bidId().value())
                        .param("node", wanted.node())
                        .param("cpu", wanted.resources().cpuMillis())
                        .param("memory", wanted.resources().memoryMiB())
                        .param("gpus", wanted.resources().gpus())
                        .param("image", wanted.container().image())
                        .param("command", wanted.container().command().toArray(String[]::new))
                        .param("names", env.stream().map(Map.Entry::getKey).toArray(String[]::new))
                        .param(
                                "values",
                                env.stream().map(Map.Entry::getValue).toArray(String[]::new))
                        .param("matchedAt", utc(wanted.at()))
                        .param("startBy", utc(wanted.startBy()))
                        .update()
                == 1;
    }

    /** Stores the wish to stop; false if it has ended, is to be stopped already, or is unknown. */
    boolean wantStopped(StopWorkload wanted) {
        return jdbc.sql(
                                """
                                update compute.workload set desired = 'STOP',
                                    stop_timeout_ms = :timeout, stop_requested_at = :at
                                where allocation_id = :id and desired = 'RUN' and phase <> 'ENDED'
                                """)
                        .param("id", wanted.allocationId().value())
                        .param("timeout", wanted.stopTimeout().toMillis())
                        .param("at", utc(wanted.at()))
                        .update()
                == 1;
    }

    /** The node's workloads of which something is still to be done, oldest first. */
    List<Workload> unfinished(String node) {
        return jdbc.sql(
                        """
                        select * from compute.workload where node = ? and not removed
                        order by matched_at, allocation_id
                        """)
                .param(node)
                .query(WorkloadRow::read)
                .list();
    }

    /** The nodes that {@link #unfinished} has something for. */
    List<String> nodesWithWork() {
        return jdbc.sql("select distinct node from compute.workload where not removed")
                .query((row, _) -> row.getString("node"))
                .list();
    }

    Optional<Workload> find(AllocationId id) {
        return jdbc.sql("select * from compute.workload where allocation_id = ?")
                .param(id.value())
                .query(WorkloadRow::read)
                .optional();
    }

    /** Whether it is wanted or at least not cleared away yet. */
    boolean isUnfinished(AllocationId id) {
        return jdbc.sql("select 1 from compute.workload where allocation_id = ? and not removed")
                .param(id.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** The workload, nobody else changing it until the transaction ends. */
    Optional<Workload> locked(AllocationId id) {
        return jdbc.sql("select * from compute.workload where allocation_id = ? for update")
                .param(id.value())
                .query(WorkloadRow::read)
                .optional();
    }

    /** Counts a launch; empty if it is no longer wanted or has started. */
    Optional<LaunchOrder> beginLaunch(AllocationId id, Instant at) {
        return jdbc.sql(
                        """
                        update compute.workload set launches = launches + 1,
                            launched_at = :at
                        where allocation_id = :id and phase = 'PENDING' and desired = 'RUN'
                        returning *
                        """)
                .param("id", id.value())
                .param("at", utc(at))
                .query(LaunchOrder::read)
                .optional();
    }

    /** Notes that it is being told to stop; the first time counts. */
    boolean beginStop(AllocationId id, Instant at) {
        return jdbc.sql(
                                """
                                update compute.workload
                                set stop_sent_at = coalesce(stop_sent_at, :at)
                                where allocation_id = :id and desired = 'STOP' and phase = 'RUNNING'
                                """)
                        .param("id", id.value())
                        .param("at", utc(at))
                        .update()
                == 1;
    }

    boolean start(WorkloadStarted started) {
        return jdbc.sql(
                                """
                                update compute.workload set phase = 'RUNNING',
                                    started_at = :startedAt, container_id = :container
                                where allocation_id = :id and phase = 'PENDING'
                                """)
                        .param("id", started.allocationId().value())
                        .param("startedAt", utc(started.startedAt()))
                        .param("container", started.containerId())
                        .update()
                == 1;
    }

    boolean end(WorkloadEnded ended) {
        return jdbc.sql(
                                """
                                update compute.workload set phase = 'ENDED', ended_at = :endedAt,
                                    ended_as = :end, exit_code = :exitCode, detail = :detail
                                where allocation_id = :id and phase <> 'ENDED'
                                """)
                        .param("id", ended.allocationId().value())
                        .param("endedAt", utc(ended.endedAt()))
                        .param("end", ended.end().name())
                        .param("exitCode", ended.exitCode(), Types.INTEGER)
                        .param("detail", ended.detail())
                        .update()
                == 1;
    }

    /** Notes that the output of an ended one is stored; false if it has not ended. */
    boolean logStored(AllocationId id) {
        return jdbc.sql(
                                """
                                update compute.workload set log_stored = true
                                where allocation_id = ? and phase = 'ENDED'
                                """)
                        .param(id.value())
                        .update()
                == 1;
    }

    /** Notes that nothing is left of an ended one. */
    void removed(AllocationId id) {
        jdbc.sql(
                        """
                        update compute.workload set removed = true
                        where allocation_id = ? and phase = 'ENDED'
                        """)
                .param(id.value())
                .update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
