package dev.spotdock.billing;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Gives back, by reversing entries, all that an ended allocation was charged. Repeating it, or an
 * allocation that was charged nothing, changes nothing.
 */
public record RefundAttempt(AllocationId allocationId, Instant at) implements Command<Void> {}
