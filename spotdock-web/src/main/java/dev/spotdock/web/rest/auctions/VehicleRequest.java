package dev.spotdock.web.rest.auctions;

import static java.util.Objects.requireNonNullElse;

import dev.spotdock.auctions.AuctionLimits;
import dev.spotdock.auctions.RegisterVehicle;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.VehicleId;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A vehicle as a request gives it: types are right, meanings unread. */
@Schema(name = "VehicleRequest")
record VehicleRequest(
        @Schema(
                        example = "1HGCM82633A004352",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description =
                                "17 letters and digits without I, O and Q, the 9th the check digit")
                @Nullable String vin,
        @Schema(
                        example = "Honda",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        minLength = 1,
                        maxLength = AuctionLimits.NAME_LENGTH_MAX)
                @Nullable String make,
        @Schema(
                        example = "Accord",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        minLength = 1,
                        maxLength = AuctionLimits.NAME_LENGTH_MAX)
                @Nullable String model,
        @Schema(
                        example = "2003",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "of the model, from 1886 to two years from now")
                @Nullable Integer year,
        @Schema(
                        example = "120000",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        minimum = "0",
                        maximum = "10000000")
                @Nullable Integer mileageKm,
        @Schema(
                        example = "one owner, winter tyres",
                        maxLength = AuctionLimits.DESCRIPTION_LENGTH_MAX)
                @Nullable String description) {

    /** Reads a body, notes wrong types, missing and unknown fields. */
    static VehicleRequest read(JsonBody body, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        fields.require("vin").require("make").require("model").require("year").require("mileageKm");
        VehicleRequest request =
                new VehicleRequest(
                        fields.text("vin"),
                        fields.text("make"),
                        fields.text("model"),
                        fields.integer("year"),
                        fields.integer("mileageKm"),
                        fields.text("description"));
        fields.refuseOthers();
        return request;
    }

    /** The command; what was noted as missing or wrong is something else in it. */
    RegisterVehicle command(VehicleId vehicleId, AccountId accountId, Instant at) {
        return new RegisterVehicle(
                vehicleId,
                accountId,
                requireNonNullElse(vin, ""),
                requireNonNullElse(make, ""),
                requireNonNullElse(model, ""),
                requireNonNullElse(year, 0),
                requireNonNullElse(mileageKm, 0),
                description,
                at);
    }
}
