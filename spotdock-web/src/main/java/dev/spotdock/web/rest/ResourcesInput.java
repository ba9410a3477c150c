package dev.spotdock.web.rest;

import static dev.spotdock.auctions.BidLimits.CPU_MILLIS_MAX;
import static dev.spotdock.auctions.BidLimits.CPU_MILLIS_MIN;
import static dev.spotdock.auctions.BidLimits.GPUS_MAX;
import static dev.spotdock.auctions.BidLimits.MEMORY_MIB_MAX;
import static dev.spotdock.auctions.BidLimits.MEMORY_MIB_MIN;

import dev.spotdock.kernel.resources.Quantities;
import dev.spotdock.kernel.resources.Resources;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Capacity as a request gives it, unread. */
@Schema(name = "ResourcesRequest")
public record ResourcesInput(
        @Schema(
                        example = "500m",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "Kubernetes quantity, 1m to 1024")
                @Nullable String cpu,
        @Schema(
                        example = "256Mi",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "Kubernetes quantity, 6Mi to 16Ti; rounded up to whole Mi")
                @Nullable String memory,
        @Schema(example = "0", minimum = "0", maximum = "64") @Nullable Integer gpu) {

    /** Reads the object {@code resources}. */
    public static @Nullable ResourcesInput read(Fields parent) {
        Fields fields = parent.object("resources");
        if (fields == null) {
            return null;
        }
        fields.require("cpu").require("memory");
        ResourcesInput input =
                new ResourcesInput(
                        fields.text("cpu"), fields.text("memory"), fields.integer("gpu"));
        fields.refuseOthers();
        return input;
    }

    /** What is asked for; null if something is missing, or wrong and noted. */
    public @Nullable Resources parse(InputErrors errors) {
        return parse("/resources", errors);
    }

    /** The same for an object that is elsewhere in the body. */
    public @Nullable Resources parse(String pointer, InputErrors errors) {
        Long cpuMillis =
                errors.parse(
                        pointer + "/cpu",
                        cpu,
                        text ->
                                bounded(
                                        Quantities.parseCpuMillis(text),
                                        CPU_MILLIS_MIN,
                                        CPU_MILLIS_MAX,
                                        "must be from 1m to 1024"));
        Long memoryMiB =
                errors.parse(
                        pointer + "/memory",
                        memory,
                        text ->
                                bounded(
                                        Quantities.parseMemoryMiB(text),
                                        MEMORY_MIB_MIN,
                                        MEMORY_MIB_MAX,
                                        "must be from 6Mi to 16Ti"));
        int gpus = gpu == null ? 0 : gpu;
        if (gpus < 0 || gpus > GPUS_MAX) {
            errors.add(pointer + "/gpu", "must be from 0 to " + GPUS_MAX);
            return null;
        }
        return cpuMillis == null || memoryMiB == null
                ? null
                : new Resources(cpuMillis, memoryMiB, gpus);
    }

    private static long bounded(long value, long min, long max, String message) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(message);
        }
        return value;
    }
}
