package dev.spotdock.billing;

import dev.spotdock.kernel.id.AllocationId;
import dev.spotdock.kernel.message.Command;
import java.time.Instant;

/**
 * Charges an allocation's last slice and nothing after it. Repeating it, or an allocation without a
 * meter, changes nothing. What the wallet cannot pay is the platform's loss, recorded.
 *
 * @param endedAt not before the meter's start, not later than now; earlier than what was charged
 *     already: the difference is refunded by reversing entries
 */
public record StopMeter(AllocationId allocationId, Instant endedAt) implements Command<Void> {}
