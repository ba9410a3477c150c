package dev.spotdock.auctions.matching.engine;

import dev.spotdock.kernel.resources.Resources;

/** Capacity that is left; negative where a node has shrunk below what runs on it. */
record Room(long cpuMillis, long memoryMiB, long gpus) {

    static final Room NONE = new Room(0, 0, 0);

    static Room of(Resources resources) {
        return new Room(resources.cpuMillis(), resources.memoryMiB(), resources.gpus());
    }

    /** What a demand lacks beyond this, in each resource that it asks for. */
    static Resources lacking(Resources demand, Room room) {
        return new Resources(
                lacking(demand.cpuMillis(), room.cpuMillis),
                lacking(demand.memoryMiB(), room.memoryMiB),
                (int) lacking(demand.gpus(), room.gpus));
    }

    private static long lacking(long demanded, long there) {
        return demanded == 0 ? 0 : Math.max(0, demanded - there);
    }

    Room plus(Room other) {
        return new Room(
                cpuMillis + other.cpuMillis, memoryMiB + other.memoryMiB, gpus + other.gpus);
    }

    Room plus(Resources other) {
        return new Room(
                cpuMillis + other.cpuMillis(), memoryMiB + other.memoryMiB(), gpus + other.gpus());
    }

    Room minus(Resources other) {
        return new Room(
                cpuMillis - other.cpuMillis(), memoryMiB - other.memoryMiB(), gpus - other.gpus());
    }

    Room min(Room other) {
        return new Room(
                Math.min(cpuMillis, other.cpuMillis),
                Math.min(memoryMiB, other.memoryMiB),
                Math.min(gpus, other.gpus));
    }

    /** Whether the demand fits; what it does not ask for may be overdrawn. */
    boolean holds(Resources demand) {
        return (demand.cpuMillis() <= cpuMillis || demand.cpuMillis() == 0)
                && (demand.memoryMiB() <= memoryMiB || demand.memoryMiB() == 0)
                && (demand.gpus() <= gpus || demand.gpus() == 0);
    }

    /** The part that is there. */
    Resources positive() {
        return new Resources(
                Math.max(0, cpuMillis), Math.max(0, memoryMiB), (int) Math.max(0, gpus));
    }
}
