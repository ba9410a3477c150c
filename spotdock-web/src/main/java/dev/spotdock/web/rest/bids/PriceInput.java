package dev.spotdock.web.rest.bids;

import dev.spotdock.auctions.BidLimits;
import dev.spotdock.kernel.money.Per;
import dev.spotdock.kernel.money.Price;
import dev.spotdock.web.rest.AmountInput;
import dev.spotdock.web.rest.Fields;
import dev.spotdock.web.rest.InputErrors;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A price as a request gives it, unread. */
@Schema(name = "PriceRequest")
record PriceInput(
        @Schema(
                        example = "0.05",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "plain decimal, more than 0, whole micro-units per hour")
                @Nullable String amount,
        @Schema(example = "USD", description = "the installation's, which is the default")
                @Nullable String currency,
        @Schema(
                        example = "minute",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        allowableValues = {"second", "minute", "hour"})
                @Nullable String per) {

    static @Nullable PriceInput read(Fields parent, String name) {
        Fields fields = parent.object(name);
        if (fields == null) {
            return null;
        }
        fields.require("amount").require("per");
        PriceInput input =
                new PriceInput(fields.text("amount"), fields.text("currency"), fields.text("per"));
        fields.refuseOthers();
        return input;
    }

    /** The price; null if something is missing, or wrong and noted. */
    @Nullable Price parse(String pointer, SiteCurrency site, InputErrors errors) {
        AmountInput.checkCurrency(pointer, currency, site, errors);
        Per unit = errors.parse(pointer + "/per", per, PriceInput::unit);
        // With a wrong unit the amount is still read, so that its own mistake is told as well.
        Per assumed = unit == null ? Per.HOUR : unit;
        Price price =
                errors.parse(
                        pointer + "/amount", amount, text -> checked(Price.parse(text, assumed)));
        return unit == null ? null : price;
    }

    private static Per unit(String text) {
        return Per.ofWireName(text)
                .orElseThrow(() -> new IllegalArgumentException("must be second, minute or hour"));
    }

    private static Price checked(Price price) {
        if (price.microsPerHour() == 0) {
            throw new IllegalArgumentException("must be more than 0");
        }
        if (price.microsPerHour() > BidLimits.PRICE_MICROS_PER_HOUR_MAX) {
            throw new IllegalArgumentException("must be at most 1000000 per hour");
        }
        return price;
    }
}
