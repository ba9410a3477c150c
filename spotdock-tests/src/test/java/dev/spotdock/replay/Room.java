package dev.spotdock.replay;

import dev.spotdock.kernel.resources.Resources;

/** What is left of a machine in some plan; may be below zero where the plan promises too much. */
record Room(long cpuMillis, long memoryMiB, long gpus) {

    static Room of(Resources resources) {
        return new Room(resources.cpuMillis(), resources.memoryMiB(), resources.gpus());
    }

    Room plus(Resources freed) {
        return new Room(
                cpuMillis + freed.cpuMillis(), memoryMiB + freed.memoryMiB(), gpus + freed.gpus());
    }

    Room minus(Resources taken) {
        return new Room(
                cpuMillis - taken.cpuMillis(), memoryMiB - taken.memoryMiB(), gpus - taken.gpus());
    }

    boolean holds(Resources demand) {
        return demand.cpuMillis() <= cpuMillis
                && demand.memoryMiB() <= memoryMiB
                && demand.gpus() <= gpus;
    }

    /** Of a room that is nowhere below zero. */
    long milliSlots() {
        return Scenario.SLOT.milliSlots(new Resources(cpuMillis, memoryMiB, (int) gpus));
    }
}
