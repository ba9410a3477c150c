package dev.spotdock.web.rest.pools;

import dev.spotdock.auctions.BidLimits;
import dev.spotdock.auctions.FindQuote;
import dev.spotdock.kernel.resources.Resources;
import dev.spotdock.web.problem.Problem;
import dev.spotdock.web.rest.DurationInput;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.ResourcesInput;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A shape to be quoted. */
@Schema(name = "QuoteRequest")
record QuoteRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable ResourcesInput resources,
        @Schema(example = "PT30S", description = "up to PT5M; default the pool's")
                @Nullable String notice,
        @Schema(example = "PT1M", description = "up to PT30M; default the pool's")
                @Nullable String minRun) {

    /**
     * Reads a body.
     *
     * @throws Problem with everything that is wrong with it
     */
    static FindQuote read(String pool, JsonBody body) {
        InputErrors errors = new InputErrors();
        Fields fields = Fields.of(body, errors);
        fields.require("resources");
        QuoteRequest request =
                new QuoteRequest(
                        ResourcesInput.read(fields), fields.text("notice"), fields.text("minRun"));
        fields.refuseOthers();
        ResourcesInput input = request.resources;
        Resources resources = input == null ? null : input.parse(errors);
        Duration notice =
                DurationInput.parse(
                        "/notice", request.notice, Duration.ZERO, BidLimits.NOTICE_MAX, errors);
        Duration minRun =
                DurationInput.parse(
                        "/minRun", request.minRun, Duration.ZERO, BidLimits.MIN_RUN_MAX, errors);
        errors.refuseIfAny();
        return new FindQuote(
                pool,
                Objects.requireNonNull(resources, "nothing is wrong"),
                notice,
                minRun,
                Duration.ZERO);
    }
}
