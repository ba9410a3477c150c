package dev.spotdock.compute;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import java.time.Duration;
import java.time.Instant;

/**
 * Wants a workload to be stopped: stores the intent and returns. One that has not started is not
 * started any more. Ignored if it has ended; a repetition changes nothing.
 *
 * @param stopTimeout between SIGTERM and SIGKILL
 */
public record StopWorkload(AllocationId allocationId, Duration stopTimeout, Instant at)
        implements Command<Void> {}
