package dev.spotdock.compute.workload;

import dev.spotdock.compute.WorkloadEnd;
import dev.spotdock.compute.spi.Observation;
import java.time.Instant;

/** One thing to do about one workload. */
sealed interface Step {

    /** Record that it runs or has ended, as seen. */
    record Report(Workload workload, Observation seen) implements Step {}

    /** Record an end that the provider did not tell. */
    record End(Workload workload, WorkloadEnd end, Instant at, String detail) implements Step {}

    /** Create and start it, or start what is created. */
    record Launch(Workload workload) implements Step {}

    /** Tell it to stop. */
    record Stop(Workload workload) implements Step {}

    /** Store its output if it ever ran, then remove what is left of it. */
    record Collect(Workload workload, Observation seen) implements Step {}

    /** Nothing is left of it: the row is done. */
    record Forget(Workload workload) implements Step {}
}
