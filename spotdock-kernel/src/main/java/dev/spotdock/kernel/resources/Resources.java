package dev.spotdock.kernel.resources;

/**
 * An amount of capacity, asked for or offered.
 *
 * @param cpuMillis thousandths of a vCPU, at least 0
 * @param memoryMiB mebibytes, at least 0
 * @param gpus whole devices, at least 0
 */
public record Resources(long cpuMillis, long memoryMiB, int gpus) {

    public static final Resources NONE = new Resources(0, 0, 0);

    public Resources {
        if (cpuMillis < 0 || memoryMiB < 0 || gpus < 0) {
            throw new IllegalArgumentException(
                    "resources are not negative: %d, %d, %d".formatted(cpuMillis, memoryMiB, gpus));
        }
    }

    public Resources plus(Resources other) {
        return new Resources(
                Math.addExact(cpuMillis, other.cpuMillis),
                Math.addExact(memoryMiB, other.memoryMiB),
                Math.addExact(gpus, other.gpus));
    }

    /**
     * What is left after {@code other} is taken.
     *
     * @throws IllegalArgumentException if {@code other} does not fit
     */
    public Resources minus(Resources other) {
        return new Resources(
                cpuMillis - other.cpuMillis, memoryMiB - other.memoryMiB, gpus - other.gpus);
    }

    /** Whether all three resources of this are at most those of {@code capacity}. */
    public boolean fits(Resources capacity) {
        return cpuMillis <= capacity.cpuMillis
                && memoryMiB <= capacity.memoryMiB
                && gpus <= capacity.gpus;
    }
}
