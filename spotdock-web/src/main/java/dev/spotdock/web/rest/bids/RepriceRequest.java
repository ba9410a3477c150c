package dev.spotdock.web.rest.bids;

import dev.spotdock.kernel.money.Price;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What of a bid can be changed. */
@Schema(name = "RepriceRequest")
record RepriceRequest(
        @Schema(
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "the most that the whole container may cost from now on")
                @Nullable PriceInput maxPrice) {

    /**
     * The new maximum.
     *
     * @throws Problem with everything that is wrong with the body
     */
    static Price read(JsonBody body, SiteCurrency site) {
        InputErrors errors = new InputErrors();
        Fields fields = Fields.of(body, errors);
        fields.require("maxPrice");
        PriceInput input = PriceInput.read(fields, "maxPrice");
        fields.refuseOthers();
        Price price = input == null ? null : input.parse("/maxPrice", site, errors);
        errors.refuseIfAny();
        return Objects.requireNonNull(price, "nothing is wrong with it");
    }
}
