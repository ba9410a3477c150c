package dev.spotdock.auctions.reservation.window;

import dev.spotdock.kernel.resources.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What is pinned of one node, for whoever wants to place other work there.
 *
 * @param pins those that have not ended, any order
 * @param used what their reservations' own allocations take of the node now
 */
public record NodePins(List<Pin> pins, Resources used) {

    public NodePins {
        pins = List.copyOf(pins);
    }

    /**
     * What work must leave free, beside all that runs, if it cannot be gone sooner than that.
     *
     * @param lead until work that is placed now could be gone
     */
    public Resources withheld(Instant now, Duration lead) {
        Resources peak = PinnedCapacity.peak(pins, now, now.plus(lead));
        return lacking(peak, used);
    }

    /** What of an amount another one does not cover. */
    static Resources lacking(Resources amount, Resources covered) {
        return new Resources(
                Math.max(0, amount.cpuMillis() - covered.cpuMillis()),
                Math.max(0, amount.memoryMiB() - covered.memoryMiB()),
                Math.max(0, amount.gpus() - covered.gpus()));
    }
}
