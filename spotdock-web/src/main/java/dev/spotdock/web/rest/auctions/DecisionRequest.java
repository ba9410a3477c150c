package dev.spotdock.web.rest.auctions;

import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How a held lot is to be decided. */
@Schema(name = "LotDecisionRequest")
record DecisionRequest(
        @Schema(
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "true: by the bids that are there; false: unsold")
                @Nullable Boolean asStored) {

    /**
     * Whether by the bids that are there.
     *
     * @throws Problem with everything that is wrong with the body
     */
    static boolean read(JsonBody body) {
        InputErrors errors = new InputErrors();
        Fields fields = Fields.of(body, errors);
        fields.require("asStored");
        DecisionRequest request = new DecisionRequest(fields.flag("asStored"));
        fields.refuseOthers();
        errors.refuseIfAny();
        return Boolean.TRUE.equals(request.asStored);
    }
}
