package dev.spotdock.web.rest.wallet;

import dev.spotdock.web.rest.AmountInput;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A deposit as a request gives it, unread. */
@Schema(name = "DepositRequest")
record DepositRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable AmountInput amount,
        @Schema(
                        example = "transfer-2026-0001",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "the payer's, unique in the installation",
                        minLength = 1,
                        maxLength = REFERENCE_LENGTH_MAX)
                @Nullable String reference) {

    private static final int REFERENCE_LENGTH_MAX = 200;

    /** Reads a body and notes everything that is wrong with it, but for the amount's value. */
    static DepositRequest read(JsonBody body, InputErrors errors) {
        Fields fields = Fields.of(body, errors);
        fields.require("amount").require("reference");
        DepositRequest request =
                new DepositRequest(AmountInput.read(fields, "amount"), fields.text("reference"));
        fields.refuseOthers();
        String reference = request.reference();
        if (reference != null
                && (reference.isBlank() || reference.length() > REFERENCE_LENGTH_MAX)) {
            errors.add("/reference", "must have 1 to 200 characters");
        }
        return request;
    }
}
