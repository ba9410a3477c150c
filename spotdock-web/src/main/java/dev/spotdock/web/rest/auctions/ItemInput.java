package dev.spotdock.web.rest.auctions;

import dev.spotdock.auctions.LotItem;
import dev.spotdock.auctions.LotItem.CapacityBlock;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.IdInput;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.ResourcesInput;
import dev.spotdock.web.rest.TimeInput;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a lot is to sell, unread: exactly one of the two. */
@Schema(name = "LotItemRequest", description = "exactly one of the two")
record ItemInput(
        @Schema(type = "string", format = "uuid", description = "one of the seller's")
                @Nullable String vehicleId,
        @Schema(description = "for operators") @Nullable BlockInput capacityBlock) {

    /** In the place of an item that is missing or wrong; names no vehicle. */
    static final LotItem NONE = LotItem.of(new VehicleId(new UUID(0, 0)));

    private static final String BLOCK = "/item/capacityBlock";

    /** Capacity of one node for a time, unread. */
    @Schema(name = "CapacityBlockRequest")
    record BlockInput(
            @Schema(example = "default", requiredMode = Schema.RequiredMode.REQUIRED)
                    @Nullable String pool,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable ResourcesInput resources,
            @Schema(
                            type = "string",
                            format = "date-time",
                            requiredMode = Schema.RequiredMode.REQUIRED,
                            description =
                                    "after the auction's end, all extensions and the payment"
                                            + " deadline")
                    @Nullable String from,
            @Schema(
                            type = "string",
                            format = "date-time",
                            requiredMode = Schema.RequiredMode.REQUIRED)
                    @Nullable String to) {

        private static @Nullable BlockInput read(Fields parent) {
            Fields fields = parent.object("capacityBlock");
            if (fields == null) {
                return null;
            }
            fields.require("pool").require("resources").require("from").require("to");
            BlockInput input =
                    new BlockInput(
                            fields.text("pool"),
                            ResourcesInput.read(fields),
                            fields.text("from"),
                            fields.text("to"));
            fields.refuseOthers();
            return input;
        }

        /** Null if something is missing, or wrong and noted. */
        private @Nullable CapacityBlock parse(InputErrors errors) {
            Resources size =
                    resources == null ? null : resources.parse(BLOCK + "/resources", errors);
            Instant begin = TimeInput.parse(BLOCK + "/from", from, errors);
            Instant end = TimeInput.parse(BLOCK + "/to", to, errors);
            return pool == null || size == null || begin == null || end == null
                    ? null
                    : new CapacityBlock(pool, size, begin, end);
        }
    }

    static @Nullable ItemInput read(Fields parent, InputErrors errors) {
        Fields fields = parent.object("item");
        if (fields == null) {
            return null;
        }
        ItemInput input = new ItemInput(fields.text("vehicleId"), BlockInput.read(fields));
        fields.refuseOthers();
        if ((input.vehicleId == null) == (input.capacityBlock == null)
                && !errors.concern("/item")) {
            errors.add("/item", "must have either vehicleId or capacityBlock");
        }
        return input;
    }

    /** The item; {@link #NONE} if something is missing, or wrong and noted. */
    LotItem parse(InputErrors errors) {
        VehicleId vehicle = IdInput.parse("/item/vehicleId", vehicleId, VehicleId::new, errors);
        CapacityBlock block = capacityBlock == null ? null : capacityBlock.parse(errors);
        if (block != null) {
            return LotItem.of(block);
        }
        return vehicle == null ? NONE : LotItem.of(vehicle);
    }
}
