package dev.spotdock.compute.workload;

import dev.spotdock.kernel.id.AllocationId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The stored ends of workloads' output. */
@Component
class WorkloadLogs {

    private final JdbcClient jdbc;

    WorkloadLogs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void store(AllocationId id, byte[] bytes, Instant at) {
        jdbc.sql(
                        """
                        insert into compute.workload_log (allocation_id, bytes, stored_at)
                        values (:id, :bytes, :at)
                        on conflict (allocation_id) do update
                            set bytes = excluded.bytes, stored_at = excluded.stored_at
                        """)
                .param("id", id.value())
                .param("bytes", bytes)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The last bytes; empty if none are stored any more. */
    Optional<byte[]> tail(AllocationId id, int maxBytes) {
        return jdbc.sql(
                        """
                        select substring(bytes from greatest(1, length(bytes) - :max + 1)) as tail
                        from compute.workload_log where allocation_id = :id
                        """)
                .param("id", id.value())
                .param("max", maxBytes)
                .query((row, _) -> row.getBytes("tail"))
                .optional();
    }

    /** Removes the oldest ones stored before then, at most {@code limit}; answers how many. */
    int removeBefore(Instant storedBefore, int limit) {
        return jdbc.sql(
                        """
                        delete from compute.workload_log where allocation_id in (
                            select allocation_id from compute.workload_log
                            where stored_at < :before order by stored_at limit :limit)
                        """)
                .param("before", storedBefore.atOffset(ZoneOffset.UTC))
                .param("limit", limit)
                .update();
    }
}
