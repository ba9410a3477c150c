package dev.spotdock.web.rest;

import dev.spotdock.kernel.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Money as a request gives it, unread. */
@Schema(name = "AmountRequest")
public record AmountInput(
        @Schema(
                        example = "1.00",
                        requiredMode = Schema.RequiredMode.REQUIRED,
                        description = "plain decimal, more than 0, at most six decimals")
                @Nullable String amount,
        @Schema(example = "USD", description = "the installation's, which is the default")
                @Nullable String currency) {

    /** 1,000,000,000.00: sums of many stay far below 64 bits. */
    private static final long MICROS_MAX = 1_000_000_000L * Money.MICROS_PER_UNIT;

    /** Reads the object of that name. */
    public static @Nullable AmountInput read(Fields parent, String name) {
        Fields fields = parent.object(name);
        if (fields == null) {
            return null;
        }
        fields.require("amount");
        AmountInput input = new AmountInput(fields.text("amount"), fields.text("currency"));
        fields.refuseOthers();
        return input;
    }

    /** The money; null if it is missing, or wrong and noted. */
    public @Nullable Money parse(String pointer, SiteCurrency site, InputErrors errors) {
        checkCurrency(pointer, currency, site, errors);
        return errors.parse(
                pointer + "/amount",
                amount,
                text -> {
                    Money money = Money.parse(text);
                    if (!money.isPositive()) {
                        throw new IllegalArgumentException("must be more than 0");
                    }
                    if (money.micros() > MICROS_MAX) {
                        throw new IllegalArgumentException("must be at most 1000000000");
                    }
                    return money;
                });
    }

    /** Notes a currency that is not the installation's. */
    public static void checkCurrency(
            String pointer, @Nullable String currency, SiteCurrency site, InputErrors errors) {
        if (currency != null && !currency.equals(site.currency())) {
            errors.add(pointer + "/currency", "must be \"%s\"".formatted(site.currency()));
        }
    }
}
