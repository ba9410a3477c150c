package dev.spotdock.auctions.bid;

import dev.spotdock.kernel.resources.Resources;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;

/** What a bid asks for; never changes. */
@Embeddable
record Demand(
        @Column(updatable = false) long cpuMillis,
        @Column(updatable = false) long memoryMib,
        @Column(updatable = false) int gpus,
        @Column(updatable = false) long milliSlots) {

    static Demand of(Resources resources, long milliSlots) {
        return new Demand(
                resources.cpuMillis(), resources.memoryMiB(), resources.gpus(), milliSlots);
    }

    Resources resources() {
        return new Resources(cpuMillis, memoryMib, gpus);
    }
}
