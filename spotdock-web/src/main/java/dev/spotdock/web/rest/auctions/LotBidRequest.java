package dev.spotdock.web.rest.auctions;

import static java.util.Objects.requireNonNull;

import dev.spotdock.auctions.PlaceLotBid;
import dev.spotdock.kernel.id.AccountId;
import dev.spotdock.kernel.id.LotId;
import dev.spotdock.kernel.money.Money;
import dev.spotdock.web.rest.AmountInput;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.JsonBody;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A bid on a lot as a request gives it. */
@Schema(name = "LotBidRequest")
record LotBidRequest(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable AmountInput amount,
        @Schema(
                        description =
                                "hidden, at least the amount: up to it others are outbid; default:"
                                        + " the amount")
                @Nullable AmountInput maximum) {

    /** What a body means. */
    record Offer(Money amount, @Nullable Money maximum) {

        PlaceLotBid bid(LotId lotId, AccountId bidder, @Nullable String idempotencyKey) {
            return new PlaceLotBid(lotId, bidder, amount, maximum, idempotencyKey);
        }
    }

    /**
     * Reads a body.
     *
     * @throws dev.spotdock.web.problem.Problem with everything that is wrong with it
     */
    static Offer read(JsonBody body, SiteCurrency site) {
        InputErrors errors = new InputErrors();
        Fields fields = Fields.of(body, errors);
        fields.require("amount");
        LotBidRequest request =
                new LotBidRequest(
                        AmountInput.read(fields, "amount"), AmountInput.read(fields, "maximum"));
        fields.refuseOthers();
        Money amount = parse("/amount", request.amount, site, errors);
        Money maximum = parse("/maximum", request.maximum, site, errors);
        if (amount != null && maximum != null && maximum.compareTo(amount) < 0) {
            errors.add("/maximum/amount", "must be at least the amount");
        }
        errors.refuseIfAny();
        return new Offer(requireNonNull(amount), maximum);
    }

    private static @Nullable Money parse(
            String pointer, @Nullable AmountInput input, SiteCurrency site, InputErrors errors) {
        return input == null ? null : input.parse(pointer, site, errors);
    }
}
