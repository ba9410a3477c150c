package dev.spotdock.kernel.resources;

/**
 * A pool's pricing unit of capacity.
 *
 * @param cpuMillis thousandths of a vCPU in one slot, at least 1
 * @param memoryMiB mebibytes in one slot, at least 1
 * @param slotsPerGpu slots that one GPU counts as, at least 1
 */
public record SlotShape(long cpuMillis, long memoryMiB, int slotsPerGpu) {

    /** 1 vCPU, 2 GiB; a GPU counts as 20 slots. */
    public static final SlotShape DEFAULT = new SlotShape(1000, 2048, 20);

    public SlotShape {
        if (cpuMillis < 1 || memoryMiB < 1 || slotsPerGpu < 1) {
            throw new IllegalArgumentException("a slot has at least 1 of everything");
        }
    }

    /**
     * How many thousandths of a slot a shape takes: {@code ceil(1000 * max(cpu/slotCpu,
     * memory/slotMemory, gpus*slotsPerGpu))}.
     *
     * @throws ArithmeticException if the result does not fit 64 bits
     */
    public long milliSlots(Resources resources) {
        long byCpu = Math.ceilDiv(Math.multiplyExact(1000L, resources.cpuMillis()), cpuMillis);
        long byMemory = Math.ceilDiv(Math.multiplyExact(1000L, resources.memoryMiB()), memoryMiB);
        long byGpu = Math.multiplyExact(1000L * slotsPerGpu, (long) resources.gpus());
        return Math.max(byCpu, Math.max(byMemory, byGpu));
    }
}
