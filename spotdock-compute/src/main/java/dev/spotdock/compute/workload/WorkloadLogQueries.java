package dev.spotdock.compute.workload;

import dev.spotdock.compute.ReadLog;
import dev.spotdock.compute.ReadLog.LogTail;
import dev.spotdock.compute.spi.ComputeProvider;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.stereotype.Component;

/** Reads output where it is: at the provider until it is stored, then in the store. */
@Component
class WorkloadLogQueries {

    private static final byte[] NOTHING = {};

    private final Workloads workloads;
    private final WorkloadLogs logs;
    private final ComputeProvider provider;

    WorkloadLogQueries(Workloads workloads, WorkloadLogs logs, ComputeProvider provider) {
        this.workloads = workloads;
        this.logs = logs;
        this.provider = provider;
    }

    @QueryHandler
    Optional<LogTail> on(ReadLog query) {
        return workloads.find(query.allocationId()).map(workload -> read(workload, query));
    }

    private LogTail read(Workload workload, ReadLog query) {
        boolean ended = workload.phase() == Phase.ENDED;
        if (workload.startedAt() == null) {
            return new LogTail(NOTHING, ended);
        }
        if (workload.logStored()) {
            return stored(query);
        }
        byte[] bytes = provider.log(workload.node(), workload.allocationId(), query.maxBytes());
        boolean collectedMeanwhile =
                bytes.length == 0
                        && workloads
                                .find(query.allocationId())
                                .filter(Workload::logStored)
                                .isPresent();
        return collectedMeanwhile ? stored(query) : new LogTail(bytes, ended);
    }

    private LogTail stored(ReadLog query) {
        return new LogTail(logs.tail(query.allocationId(), query.maxBytes()).orElse(NOTHING), true);
    }
}
