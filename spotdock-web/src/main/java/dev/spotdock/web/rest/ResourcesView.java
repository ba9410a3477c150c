package dev.spotdock.web.rest;

import dev.spotdock.kernel.resources.Quantities;
import dev.spotdock.kernel.resources.Resources;
import io.swagger.v3.oas.annotations.media.Schema;

/** Capacity on the wire. */
@Schema(name = "Resources")
public record ResourcesView(
        @Schema(example = "2") String cpu,
        @Schema(example = "4Gi") String memory,
        @Schema(example = "0") int gpu) {

    public static ResourcesView of(Resources resources) {
        return new ResourcesView(
                Quantities.cpu(resources.cpuMillis()),
                Quantities.memory(resources.memoryMiB()),
                resources.gpus());
    }
}
