package dev.spotdock.web.rest.pools;

import dev.spotdock.kernel.resources.Quantities;
import dev.spotdock.kernel.resources.SlotShape;
import io.swagger.v3.oas.annotations.media.Schema;

/** A pool's pricing unit of capacity. */
@Schema(name = "Slot")
record SlotView(
        @Schema(example = "1") String cpu,
        @Schema(example = "2Gi") String memory,
        int slotsPerGpu) {

    static SlotView of(SlotShape slot) {
        return new SlotView(
                Quantities.cpu(slot.cpuMillis()),
                Quantities.memory(slot.memoryMiB()),
                slot.slotsPerGpu());
    }
}
