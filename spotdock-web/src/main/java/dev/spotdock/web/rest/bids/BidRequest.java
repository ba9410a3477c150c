package dev.spotdock.web.rest.bids;

import dev.spotdock.web.rest.AmountInput;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.ResourcesInput;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bid as a request gives it: types are right, meanings unread. See {@link BidTerms}. */
@Schema(name = "BidRequest")
record BidRequest(
        @Schema(example = "default", defaultValue = "default") @Nullable String pool,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable ResourcesInput resources,
        @Schema(
                        description =
                                "the most that the whole container may cost; required unless it"
                                        + " uses a reservation")
                @Nullable PriceInput maxPrice,
        @Schema(
                        type = "string",
                        format = "uuid",
                        description =
                                "an own reservation, instead of maxPrice: it runs in what was paid"
                                        + " for, is not outbid, and ends with it at the latest. It"
                                        + " has no validFor, notice, minRun, alertAt, budget")
                @Nullable String reservation,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable ContainerInput container,
        @Schema(
                        example = "PT1H",
                        description = "how long it may wait, from each return to the book")
                @Nullable String validFor,
        @Schema(example = "PT2H", description = "per attempt; then it is stopped and COMPLETED")
                @Nullable String maxRuntime,
        @Schema(
                        example = "requeue",
                        defaultValue = "requeue",
                        allowableValues = {"requeue", "terminate"})
                @Nullable String onEviction,
        @Schema(
                        example = "PT30S",
                        description = "warning before an eviction, up to PT5M; default the pool's")
                @Nullable String notice,
        @Schema(
                        example = "PT1M",
                        description = "run time without evictions, up to PT30M; default the pool's")
                @Nullable String minRun,
        @Schema(
                        example = "0.9",
                        defaultValue = "0.9",
                        description = "share of its price at which it is at risk, 0.01 to 1")
                @Nullable BigDecimal alertAt,
        @Schema(description = "what all attempts together may cost") @Nullable AmountInput budget) {

    /** What only a bid that competes has. */
    private static final List<String> MARKET_ONLY =
            List.of("maxPrice", "validFor", "notice", "minRun", "alertAt", "budget");

    /** Reads a body, notes wrong types, missing and unknown fields at any depth. */
    static BidRequest read(JsonBody body, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        fields.require("resources").require("container");
        BidRequest request =
                new BidRequest(
                        fields.text("pool"),
                        ResourcesInput.read(fields),
                        PriceInput.read(fields, "maxPrice"),
                        fields.text("reservation"),
                        ContainerInput.read(fields),
                        fields.text("validFor"),
                        fields.text("maxRuntime"),
                        fields.text("onEviction"),
                        fields.text("notice"),
                        fields.text("minRun"),
                        fields.decimal("alertAt"),
                        AmountInput.read(fields, "budget"));
        if (!body.node().path("reservation").isString()) {
            fields.require("maxPrice");
        } else {
            fields.refuse(MARKET_ONLY, "must not be given where a reservation is used");
        }
        fields.refuseOthers();
        return request;
    }

    String poolOrDefault() {
        return pool == null ? "default" : pool;
    }
}
